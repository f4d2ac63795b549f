using System.Text.Json.Nodes;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Owned;

/// <summary>
/// Where a live object holds what is planned, and beside it something else with which it cannot be. An API server looks at it in most
/// objects; of a StatefulSet's template an older one takes anything, and then no pod can be made.
/// </summary>
public static class Contradictions
{
    private static readonly string[][] Alternatives =
    [
        ["exec", "httpGet", "tcpSocket", "grpc"],
        ["value", "valueFrom"],
    ];

    /// <summary>What has to go, as JSON pointers (RFC 6901) into the live object, in its order.</summary>
    public static IReadOnlyList<string> Of<T>(T live, T planned)
        where T : class, IKubernetesObject =>
        [.. Within(KubernetesJson.ToNode(planned)["spec"], KubernetesJson.ToNode(live)["spec"], "/spec")];

    private static IEnumerable<string> Within(JsonNode? planned, JsonNode? live, string path) => (planned, live) switch
    {
        (JsonObject wanted, JsonObject found) => InMap(wanted, found, path),
        (JsonArray wanted, JsonArray found) => InList(wanted, found, path),
        _ => [],
    };

    private static IEnumerable<string> InMap(JsonObject planned, JsonObject live, string path) =>
    [
        .. Alternatives.Where(fields => fields.Any(planned.ContainsKey)).SelectMany(fields => fields)
            .Where(field => live.ContainsKey(field) && !planned.ContainsKey(field)).Select(field => $"{path}/{field}"),
        .. planned.SelectMany(field => Within(field.Value, live[field.Key], $"{path}/{field.Key}")),
    ];

    private static IEnumerable<string> InList(JsonArray planned, JsonArray live, string path) =>
        live.Index().SelectMany(found => Named(planned, (string?)(found.Item as JsonObject)?["name"]) is { } wanted
            ? InElement(wanted, found.Item!.AsObject(), $"{path}/{found.Index}")
            : []);

    // Lists of ports go by number, and have each name once all the same.
    private static IEnumerable<string> InElement(JsonObject planned, JsonObject live, string path) =>
        planned["containerPort"] is { } number && !JsonNode.DeepEquals(number, live["containerPort"]) ? [path]
        // But for its name, a volume has nothing but its source.
        : path.Contains("/volumes/", StringComparison.Ordinal)
            ? live.Select(field => field.Key).Where(field => !planned.ContainsKey(field)).Select(field => $"{path}/{field}")
        : Within(planned, live, path);

    // Mounts may have the same name often, and nothing in them excludes anything.
    private static JsonObject? Named(JsonArray list, string? name) =>
        name is null ? null : list.OfType<JsonObject>().FirstOrDefault(element => (string?)element["name"] == name);
}
