using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace MailOperator.Kubernetes.Tests.FakeApiServer;

/// <summary>A request as the server saw it.</summary>
public sealed record FakeRequest(
    string Method,
    string Path,
    IReadOnlyDictionary<string, string> Query,
    IReadOnlyDictionary<string, string> Headers,
    byte[] Body,
    string Protocol,
    string? ClientName)
{
    public bool IsWatch => Query.GetValueOrDefault("watch") == "true";

    public bool IsList => Method == "GET" && !IsWatch && ResourcePath.Parse(Path) is { Name: null };

    public JsonNode? Json => Body.Length == 0 ? null : JsonNode.Parse(Body);

    internal static async Task<FakeRequest> ReadAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        return new FakeRequest(
            context.Request.Method,
            context.Request.Path.Value!,
            context.Request.Query.ToDictionary(e => e.Key, e => e.Value.ToString(), StringComparer.Ordinal),
            context.Request.Headers.ToDictionary(e => e.Key, e => e.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body.ToArray(),
            context.Request.Protocol,
            context.Connection.ClientCertificate?.Subject);
    }
}

/// <summary>The parts of a path below <c>/api/v1</c> or <c>/apis/group/version</c>.</summary>
public sealed record ResourcePath(string ApiVersion, string Plural, string? Namespace, string? Name, string? Subresource)
{
    public static ResourcePath? Parse(string path)
    {
        var parts = path.Trim('/').Split('/').Select(Uri.UnescapeDataString).ToList();
        var skip = parts[0] == "api" ? 2 : 3;
        if (parts[0] is not ("api" or "apis") || parts.Count <= skip) return null;
        var apiVersion = string.Join('/', parts[1..skip]);
        var rest = parts[skip..];
        string? @namespace = null;
        if (rest is ["namespaces", var given, _, ..])
        {
            @namespace = given;
            rest = rest[2..];
        }

        return new ResourcePath(apiVersion, rest[0], @namespace, rest.ElementAtOrDefault(1), rest.ElementAtOrDefault(2));
    }
}
