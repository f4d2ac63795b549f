using System.Text.Json.Nodes;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Owned;

/// <summary>
/// Where a live object holds what is planned, and beside it something else with which it cannot be. An API server looks at it in most objects;
/// of a StatefulSet's template it takes anything, and then no pod can be made.
/// </summary>
public static class Contradictions
{
    private static readonly string[][] Alternatives =
    [
        ["exec", "httpGet", "tcpSocket", "grpc"],
        ["value", "valueFrom"],
        ["configMap", "secret", "emptyDir", "persistentVolumeClaim", "hostPath", "projected", "downwardAPI"],
    ];

    /// <summary>The paths of the fields, such as <c>spec.template.spec.containers[].ports</c>.</summary>
    public static IReadOnlyList<string> Of<T>(T live, T planned)
        where T : class, IKubernetesObject => [.. Within(KubernetesJson.ToNode(planned)["spec"], KubernetesJson.ToNode(live)["spec"], "spec")];

    private static IEnumerable<string> Within(JsonNode? planned, JsonNode? live, string path) => (planned, live) switch
    {
        (JsonObject wanted, JsonObject found) => InMap(wanted, found, path),
        (JsonArray wanted, JsonArray found) => InList(wanted, found, path),
        _ => [],
    };

    private static IEnumerable<string> InMap(JsonObject planned, JsonObject live, string path) =>
    [
        .. Alternatives.Any(fields => fields.Any(planned.ContainsKey) && fields.Any(field => live.ContainsKey(field) && !planned.ContainsKey(field))) ? [path] : Array.Empty<string>(),
        .. planned.SelectMany(field => Within(field.Value, live[field.Key], $"{path}.{field.Key}")),
    ];

    private static IEnumerable<string> InList(JsonArray planned, JsonArray live, string path)
    {
        foreach (var wanted in planned.OfType<JsonObject>().Where(wanted => wanted["name"] is not null))
        {
            var named = live.OfType<JsonObject>().Where(found => (string?)found["name"] == (string?)wanted["name"]).ToArray();
            // Lists of ports go by number, and have each name once all the same; mounts may have theirs often.
            if (named.Length > 1 && wanted["containerPort"] is not null)
                yield return path;
            if (named is not [var single])
                continue;
            foreach (var found in Within(wanted, single, $"{path}[]"))
                yield return found;
        }
    }
}
