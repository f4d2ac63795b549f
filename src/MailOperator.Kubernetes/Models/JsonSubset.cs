using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MailOperator.Kubernetes.Models;

/// <summary>
/// Whether a live object already is what a server-side apply would make it. The rules are those of the API's merge
/// (<c>x-kubernetes-list-type</c>, <c>-list-map-keys</c>, <c>-map-type</c>): what others added to a map or a keyed list
/// is theirs, what they added to an atomic list or map would be taken away again and so is a difference.
/// </summary>
internal static class JsonSubset
{
    /// <summary>List-map keys, the most telling first: an element may carry several (a mount has a name, too).</summary>
    private static readonly string[][] MergeKeys =
    [
        ["uid"], ["mountPath"], ["containerPort", "protocol"], ["port", "protocol"], ["name"], ["type"],
        ["topologyKey", "whenUnsatisfiable"], ["ip"],
    ];

    /// <summary>Fields whose value the API treats as one piece; a foreign entry within changes what they mean.</summary>
    private static readonly FrozenSet<string> Atomic = new[]
    {
        "selector", "podSelector", "namespaceSelector", "labelSelector", "nodeSelector", "matchLabels", "matchExpressions",
        "ingress", "egress", "tolerations",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Maps that the API server drops when they are empty; an empty object elsewhere (<c>emptyDir</c>) has a meaning.</summary>
    private static readonly FrozenSet<string> DroppedWhenEmpty = new[]
    {
        "labels", "annotations", "nodeSelector", "matchLabels", "data", "binaryData", "requests", "limits",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> MapsOfQuantities = new[] { "requests", "limits", "capacity", "hard" }
        .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Where a comparison stands.</summary>
    /// <param name="Field">The name of the field.</param>
    /// <param name="Parent">The name of the field around it.</param>
    /// <param name="Exact">Whether a field around it is atomic.</param>
    private readonly record struct Place(string Field, string Parent, bool Exact)
    {
        public Place Into(string field) => new(field, Field, Exact || Atomic.Contains(field));

        public bool IsQuantity => Field is "sizeLimit" or "divisor" || MapsOfQuantities.Contains(Parent);
    }

    public static bool Holds(JsonNode? planned, JsonNode? live) => Holds(planned, live, new Place("", "", Exact: false));

    private static bool Holds(JsonNode? planned, JsonNode? live, Place place) => planned switch
    {
        null => true,
        JsonObject map => live is JsonObject other
            ? MapHolds(map, other, place)
            : live is null && map.Count == 0 && DroppedWhenEmpty.Contains(place.Field),
        JsonArray list => live is JsonArray other ? ListHolds(list, other, place) : live is null && list.Count == 0,
        _ => live is JsonValue other && ScalarHolds(planned.AsValue(), other, place),
    };

    private static bool MapHolds(JsonObject planned, JsonObject live, Place place)
    {
        foreach (var (field, value) in planned)
        {
            if (!Holds(value, live[field], place.Into(field))) return false;
        }

        return !place.Exact
            || live.All(entry => entry.Value is null || planned.ContainsKey(entry.Key) || IsDefault(entry.Key, entry.Value));
    }

    /// <summary>The one field that the API server fills in within atomic lists: a port's protocol.</summary>
    private static bool IsDefault(string field, JsonNode value) =>
        field == "protocol" && value.GetValueKind() == JsonValueKind.String && value.GetValue<string>() == "TCP";

    private static bool ListHolds(JsonArray planned, JsonArray live, Place place)
    {
        // Others' finalizers are theirs: garbage collection itself adds some.
        if (place.Field == "finalizers") return planned.All(wanted => live.Any(found => Holds(wanted, found, place)));

        if (!place.Exact && KeysOf(planned, live) is { } keys)
        {
            return planned.All(wanted => live.Any(found => KeyOf(wanted, keys) == KeyOf(found, keys) && Holds(wanted, found, place)));
        }

        return planned.Count == live.Count
            && planned.Zip(live).All(pair => pair.First is null ? pair.Second is null : Holds(pair.First, pair.Second, place));
    }

    /// <summary>The keys that every element has and no two share; <c>null</c> for a list that goes by position.</summary>
    private static string[]? KeysOf(JsonArray planned, JsonArray live)
    {
        if (planned.Count == 0) return null;
        return MergeKeys.FirstOrDefault(keys => Identifies(planned, keys) && Identifies(live, keys));
    }

    private static bool Identifies(JsonArray list, string[] keys) =>
        list.All(element => element is JsonObject map && map[keys[0]] is JsonValue)
        && list.DistinctBy(element => KeyOf(element, keys)).Count() == list.Count;

    private static string KeyOf(JsonNode? element, string[] keys) =>
        string.Join('\n', keys.Select(key => element?[key]?.ToJsonString() ?? (key == "protocol" ? "\"TCP\"" : "")));

    private static bool ScalarHolds(JsonValue planned, JsonValue live, Place place)
    {
        var kind = planned.GetValueKind();
        if (kind != live.GetValueKind()) return false;
        return kind switch
        {
            JsonValueKind.String => TextHolds(planned.GetValue<string>(), live.GetValue<string>(), place),
            JsonValueKind.Number => NumberHolds(planned.ToJsonString(), live.ToJsonString()),
            _ => true,
        };
    }

    private static bool TextHolds(string planned, string live, Place place) =>
        string.Equals(planned, live, StringComparison.Ordinal)
        || (place.IsQuantity && Quantity.TryParse(planned, out var wanted) && Quantity.TryParse(live, out var found) && wanted == found);

    private static bool NumberHolds(string planned, string live) =>
        string.Equals(planned, live, StringComparison.Ordinal)
        || (Quantity.TryParse(planned, out var wanted) && Quantity.TryParse(live, out var found)
            ? wanted == found
            : double.Parse(planned, CultureInfo.InvariantCulture).Equals(double.Parse(live, CultureInfo.InvariantCulture)));
}
