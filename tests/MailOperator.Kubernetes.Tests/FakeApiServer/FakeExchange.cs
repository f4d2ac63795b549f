using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace MailOperator.Kubernetes.Tests.FakeApiServer;

/// <summary>One request to a <see cref="FakeServer"/> and its answer.</summary>
internal sealed class FakeExchange(FakeServer server, HttpContext context, CancellationToken stop)
{
    private const string MetadataAccept = "application/json;as=PartialObjectMetadata";

    public async Task RunAsync()
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop, context.RequestAborted);
        try
        {
            if (await server.Instead(context, end.Token)) return;
            var request = await FakeRequest.ReadAsync(context);
            server.Requests.Enqueue(request);
            var fault = server.TakeFault(request);
            if (!await FailAsync(fault, end.Token)) await AnswerAsync(request, fault, end.Token);
        }
        catch (OperationCanceledException)
        {
            context.Abort();
        }
    }

    /// <summary>True when the fault was the whole answer.</summary>
    private async Task<bool> FailAsync(Fault? fault, CancellationToken end)
    {
        switch (fault)
        {
            case Fault.Refuse refuse:
                if (refuse.RetryAfter is { } seconds) context.Response.Headers.RetryAfter = seconds;
                await StatusAsync(refuse.Code, refuse.Reason, $"refused with {refuse.Code}");
                return true;
            case Fault.Garbage garbage:
                context.Response.StatusCode = (int)garbage.Code;
                await context.Response.WriteAsync(garbage.Body, end);
                return true;
            case Fault.NoAnswer:
                await Task.Delay(Timeout.InfiniteTimeSpan, end);
                return true;
            case Fault.Reset:
                context.Abort();
                return true;
            default:
                return false;
        }
    }

    private async Task AnswerAsync(FakeRequest request, Fault? fault, CancellationToken end)
    {
        if (!server.Accepts(request)) await StatusAsync(HttpStatusCode.Unauthorized, "Unauthorized", "Unauthorized");
        else if (server.Discovery.TryGetValue(request.Path, out var resources)) await JsonAsync(JsonNode.Parse(resources)!);
        else if (ResourcePath.Parse(request.Path) is not { } path) await NotServedAsync();
        else if (request.IsWatch) await WatchAsync(request, path, fault, end);
        else if (request.IsList) await ListAsync(request, path);
        else await ObjectAsync(request, path);
    }

    private async Task ListAsync(FakeRequest request, ResourcePath path)
    {
        var (items, version) = server.Store.List(Collection(path), path.Namespace);
        // A token is the number of items that were sent, and the version that they are of.
        var token = request.Query.GetValueOrDefault("continue")?.Split('@');
        var start = token is null ? 0 : int.Parse(token[0], CultureInfo.InvariantCulture);
        if (token is not null && token[1] != version.ToString(CultureInfo.InvariantCulture))
        {
            await StatusAsync(HttpStatusCode.Gone, "Expired", "The provided continue parameter is too old");
            return;
        }

        var limit = request.Query.TryGetValue("limit", out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : int.MaxValue;
        var page = items.Skip(start).Take(limit).Select(item => (JsonNode)Shown(request, item)).ToArray();
        var metadata = new JsonObject { ["resourceVersion"] = version.ToString(CultureInfo.InvariantCulture) };
        if (start + page.Length < items.Count) metadata["continue"] = $"{start + page.Length}@{version}";
        await JsonAsync(
            new JsonObject { ["kind"] = "List", ["apiVersion"] = "v1", ["metadata"] = metadata, ["items"] = new JsonArray(page) });
    }

    private async Task WatchAsync(FakeRequest request, ResourcePath path, Fault? fault, CancellationToken end)
    {
        context.Response.ContentType = "application/json";
        await context.Response.Body.FlushAsync(end);
        var version = long.Parse(request.Query.GetValueOrDefault("resourceVersion") ?? "0", CultureInfo.InvariantCulture);
        for (var sent = 0; ;)
        {
            var (changes, now, more) = server.Store.After(version, Collection(path), path.Namespace);
            if (changes is null)
            {
                await ErrorAsync(410, "Expired");
                return;
            }

            foreach (var change in changes)
            {
                var told = Event(change.Type, Shown(request, JsonNode.Parse(change.Json)!.AsObject()));
                if (await FailStreamAsync(fault, sent, told, end)) return;
                await LineAsync(told, end);
                sent++;
            }

            if (await FailStreamAsync(fault, sent, Event("BOOKMARK", Bookmark(now)), end)) return;
            if (now > version && changes.Count == 0) await LineAsync(Event("BOOKMARK", Bookmark(now)), end);
            version = now;
            await more.WaitAsync(end);
        }
    }

    /// <summary>True when the stream ends here.</summary>
    private async Task<bool> FailStreamAsync(Fault? fault, int sent, string next, CancellationToken end)
    {
        switch (fault)
        {
            case Fault.Stall stall when sent >= stall.After:
                await Task.Delay(Timeout.InfiniteTimeSpan, end);
                return true;
            case Fault.Close close when sent >= close.After:
                return true;
            case Fault.Cut cut when sent >= cut.After:
                await context.Response.WriteAsync(next[..(next.Length / 2)], end);
                await context.Response.Body.FlushAsync(end);
                if (cut.Abort) context.Abort();
                return true;
            case Fault.ErrorEvent error when sent >= error.After:
                await ErrorAsync(error.Code, error.Reason);
                return true;
            case Fault.Line line when sent >= line.After:
                await LineAsync(line.Text, end);
                return true;
            default:
                return false;
        }
    }

    private async Task ObjectAsync(FakeRequest request, ResourcePath path)
    {
        var collection = Collection(path);
        var name = path.Name ?? (string?)request.Json?["metadata"]?["name"] ?? "";
        var found = server.Store.Get(collection, path.Namespace, name);
        switch (request.Method)
        {
            case "POST" when path.Subresource is not null:
                await JsonAsync(
                    new JsonObject { ["kind"] = "Status", ["apiVersion"] = "v1", ["status"] = "Success" }, HttpStatusCode.Created);
                break;
            case "POST" when found is not null:
                await StatusAsync(HttpStatusCode.Conflict, "AlreadyExists", $"{path.Plural} \"{name}\" already exists");
                break;
            case "POST":
                await JsonAsync(server.Store.Put(collection, request.Json!.AsObject()), HttpStatusCode.Created);
                break;
            case "PATCH":
                var merged = Merged(found ?? [], request.Json!.AsObject());
                await JsonAsync(server.Store.Put(collection, merged), found is null ? HttpStatusCode.Created : HttpStatusCode.OK);
                break;
            case var _ when found is null:
                await StatusAsync(HttpStatusCode.NotFound, "NotFound", $"{path.Plural} \"{name}\" not found");
                break;
            case "PUT" when IsStale(request.Json!, found!):
                await StatusAsync(HttpStatusCode.Conflict, "Conflict", "the object has been modified");
                break;
            case "PUT":
                await JsonAsync(server.Store.Put(collection, request.Json!.AsObject()));
                break;
            case "DELETE":
                server.Store.Remove(collection, path.Namespace, name);
                await JsonAsync(new JsonObject { ["kind"] = "Status", ["apiVersion"] = "v1", ["status"] = "Success" });
                break;
            default:
                await JsonAsync(found!);
                break;
        }
    }

    private static bool IsStale(JsonNode sent, JsonObject found) =>
        (string?)sent["metadata"]?["resourceVersion"] is { Length: > 0 } version && version != (string?)found["metadata"]?["resourceVersion"];

    private static JsonObject Merged(JsonObject into, JsonObject patch)
    {
        foreach (var (field, value) in patch)
            into[field] = value is JsonObject map && into[field] is JsonObject old ? Merged(old, map).DeepClone() : value?.DeepClone();
        return into;
    }

    private static string Collection(ResourcePath path) => $"{path.ApiVersion}/{path.Plural}";

    private static JsonObject Shown(FakeRequest request, JsonObject value)
    {
        if (!request.Headers.GetValueOrDefault("Accept", "").StartsWith(MetadataAccept, StringComparison.Ordinal)) return value;
        return new JsonObject { ["kind"] = "PartialObjectMetadata", ["apiVersion"] = "meta.k8s.io/v1", ["metadata"] = value["metadata"]!.DeepClone() };
    }

    private static JsonObject Bookmark(long version) =>
        new() { ["metadata"] = new JsonObject { ["resourceVersion"] = version.ToString(CultureInfo.InvariantCulture) } };

    private static string Event(string type, JsonObject value) => new JsonObject { ["type"] = type, ["object"] = value }.ToJsonString();

    private static JsonObject Failure(int code, string reason, string message) => new()
    {
        ["kind"] = "Status",
        ["apiVersion"] = "v1",
        ["status"] = "Failure",
        ["message"] = message,
        ["reason"] = reason,
        ["code"] = code,
    };

    private Task ErrorAsync(int code, string reason) => LineAsync(Event("ERROR", Failure(code, reason, "too old resource version")), stop);

    private async Task LineAsync(string text, CancellationToken end)
    {
        await context.Response.WriteAsync(text + "\n", end);
        await context.Response.Body.FlushAsync(end);
    }

    private Task StatusAsync(HttpStatusCode code, string reason, string message) => JsonAsync(Failure((int)code, reason, message), code);

    private Task NotServedAsync()
    {
        context.Response.StatusCode = 404;
        return context.Response.WriteAsync("404 page not found\n", stop);
    }

    private Task JsonAsync(JsonNode body, HttpStatusCode code = HttpStatusCode.OK)
    {
        context.Response.StatusCode = (int)code;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body.ToJsonString(), stop);
    }
}
