using System.Text.Json.Nodes;

namespace MailOperator.Crd;

/// <summary>
/// Puts defaults into a value as the API server does: from the outside in, so that the fields of an object that is itself a default get
/// theirs; <c>null</c> counts as absent.
/// </summary>
public static class Defaults
{
    /// <summary>The value with its defaults; the given one is left as it is.</summary>
    public static JsonNode Apply(JsonNode value, SchemaNode schema)
    {
        var copy = value.DeepClone();
        Fill(copy, schema);
        return copy;
    }

    private static void Fill(JsonNode? value, SchemaNode schema)
    {
        if (value is JsonObject map && schema.Fields is not null) FillFields(map, schema.Fields);
        else if (value is JsonObject entries && schema.Values is not null) Each(entries.Select(entry => entry.Value), schema.Values);
        else if (value is JsonArray list && schema.Items is not null) Each(list, schema.Items);
    }

    private static void FillFields(JsonObject map, IReadOnlyList<SchemaField> fields)
    {
        foreach (var field in fields)
        {
            if (map[field.Name] is null) map.Remove(field.Name);
            if (map[field.Name] is null && field.Schema.Default is { } value) map[field.Name] = value.DeepClone();
            Fill(map[field.Name], field.Schema);
        }
    }

    private static void Each(IEnumerable<JsonNode?> values, SchemaNode schema)
    {
        foreach (var value in values) Fill(value, schema);
    }
}
