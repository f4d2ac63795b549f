using System.Net;
using System.Text.Json.Nodes;

namespace MailOperator.Integration.Cluster;

/// <summary>An API server's answer to a write.</summary>
/// <param name="Status">201 or 200, 422 for what its definition does not allow.</param>
/// <param name="Message">Empty when it was taken.</param>
/// <param name="Causes">Each fault of a refused resource: its field and what is said of it.</param>
internal sealed record Verdict(HttpStatusCode Status, string Message, IReadOnlyList<(string Field, string Message)> Causes)
{
    public bool Taken => Status is HttpStatusCode.OK or HttpStatusCode.Created;

    public static Verdict Read(HttpStatusCode status, string body)
    {
        if (status is HttpStatusCode.OK or HttpStatusCode.Created)
            return new(status, "", []);
        // A path that is not served is told in plain text.
        var told = body.StartsWith('{') ? JsonNode.Parse(body) : null;
        var causes = told?["details"]?["causes"] as JsonArray ?? [];
        return new(
            status,
            (string?)told?["message"] ?? body,
            [.. causes.Select(cause => ((string?)cause!["field"] ?? "", (string)cause["message"]!))]);
    }
}
