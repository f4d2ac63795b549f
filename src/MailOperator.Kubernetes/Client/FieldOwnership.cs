using System.Text.Json.Nodes;

namespace MailOperator.Kubernetes.Client;

/// <summary>
/// Who owns which fields of an object, as <c>metadata.managedFields</c> says it (FieldsV1: <c>f:NAME</c> is a field, <c>k:{…}</c> an
/// element of a list by its keys, <c>.</c> the field or element itself where there is more below it; what is empty is owned as one).
/// </summary>
internal static class FieldOwnership
{
    /// <summary>How deep an object may be whose fields are looked at.</summary>
    public const int Deepest = 256;

    /// <summary>
    /// The same with what others own within some fields of <c>spec</c> given to a manager; <c>null</c> when that changes nothing.
    /// </summary>
    public static JsonArray? TakenOver(JsonArray managed, string manager, IReadOnlyList<string> fields)
    {
        var entries = managed.DeepClone().AsArray().OfType<JsonObject>().ToList();
        if (entries.Find(entry => IsMine(entry, manager)) is not { } mine)
            return null;
        // Another version of the API may name the fields otherwise.
        var others = entries
            .Where(entry => entry != mine
                && entry["subresource"] is null
                && (string?)entry["apiVersion"] == (string?)mine["apiVersion"])
            .ToArray();
        var taken = false;
        foreach (var path in fields.SelectMany(Paths).Where(path => path[0] == "f:spec").DistinctBy(path => string.Join('.', path)))
        {
            foreach (var other in others)
            {
                if (other["fieldsV1"] is not JsonObject owned || Take(owned, path) is not { } found)
                    continue;
                mine["fieldsV1"] = Merged(mine["fieldsV1"] as JsonObject, Nested(path, found));
                taken = true;
            }
        }

        return taken
            ? new([.. entries.Where(entry => entry["fieldsV1"] is JsonObject { Count: > 0 }).Select(entry => entry.DeepClone())])
            : null;
    }

    private static bool IsMine(JsonObject entry, string manager) =>
        (string?)entry["manager"] == manager && (string?)entry["operation"] == "Apply" && entry["subresource"] is null;

    // A refusal of spec as a whole names no field. Of a budget it means that it has both of the two of which one may be (policy/v1); of a
    // StatefulSet that what we want cannot be changed, and then nothing that others own is in the way.
    private static IEnumerable<string[]> Paths(string field) =>
        field == "spec" ? [Path("spec.minAvailable"), Path("spec.maxUnavailable")] : [Path(field)];

    // spec.ports[1].name: which element it is depends on an order that only the server knows.
    private static string[] Path(string field) => [.. field.Split('[')[0].Split('.').Select(name => $"f:{name}")];

    private static JsonObject? Take(JsonObject owned, ReadOnlySpan<string> path)
    {
        if (owned[path[0]] is not JsonObject below)
            return null;
        var taken = path.Length == 1 ? below : Take(below, path[1..]);
        // An empty one left behind would stand for the whole field.
        if (taken is not null && (path.Length == 1 || below.Count == 0))
            owned.Remove(path[0]);
        return taken;
    }

    private static JsonObject Nested(string[] path, JsonObject leaf) =>
        path.Reverse().Aggregate(leaf.DeepClone().AsObject(), (below, field) => new JsonObject { [field] = below });

    private static JsonObject Merged(JsonObject? one, JsonObject other)
    {
        if (one is null)
            return other;
        var merged = one.DeepClone().AsObject();
        foreach (var (field, value) in other)
        {
            var (mine, more) = (merged[field] as JsonObject, value!.DeepClone().AsObject());
            if (mine is null)
                merged[field] = more;
            else if (mine.Count > 0 || more.Count > 0)
                merged[field] = Merged(Whole(mine), Whole(more));
        }

        return merged;

        // Beside something below it, owning as one is written as a dot.
        static JsonObject Whole(JsonObject fields) => fields.Count > 0 ? fields : new() { ["."] = new JsonObject() };
    }
}
