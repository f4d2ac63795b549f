using System.Text.Json.Nodes;

namespace MailOperator.Integration.Cluster;

/// <summary>What of an object is somebody's plan: all but what the server, its controllers and chance have put there.</summary>
internal static class Planned
{
    private static readonly string[] OfTheServer =
        ["uid", "resourceVersion", "creationTimestamp", "generation", "managedFields", "selfLink", "namespace"];

    private static readonly string[] OfControllers = ["clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy", "healthCheckNodePort"];

    /// <summary>The object without the rest; labels and annotations of others are of somebody's plan too.</summary>
    public static JsonObject Of(JsonObject live)
    {
        var item = live.DeepClone().AsObject();
        item.Remove("status");
        // The controller manager's tokens of a ServiceAccount.
        item.Remove("secrets");
        var metadata = item["metadata"]!.AsObject();
        foreach (var field in OfTheServer)
            metadata.Remove(field);
        foreach (var owner in metadata["ownerReferences"]?.AsArray() ?? [])
            owner!.AsObject().Remove("uid");
        // The hash of what was applied covers the owner's uid.
        metadata["annotations"]?.AsObject().Remove("mailoperator.io/applied");
        if (item["spec"] is JsonObject spec)
        {
            foreach (var field in OfControllers)
                spec.Remove(field);
            foreach (var port in (string?)item["kind"] == "Service" ? spec["ports"]!.AsArray() : [])
                port!.AsObject().Remove("nodePort");
            foreach (var claim in spec["volumeClaimTemplates"]?.AsArray() ?? [])
                claim!.AsObject().Remove("status");
        }

        return item;
    }

    /// <summary>The same as text that can be compared, its fields in order.</summary>
    public static string Text(JsonObject live) => Sorted(Of(live))!.ToJsonString();

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(
            map.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => KeyValuePair.Create(field.Key, Sorted(field.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
