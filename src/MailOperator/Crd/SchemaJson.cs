using System.Text.Json.Nodes;

namespace MailOperator.Crd;

/// <summary>Writes a schema as the API server reads it.</summary>
public static class SchemaJson
{
    /// <summary>The JSON of a schema, its keys in one fixed order.</summary>
    public static JsonObject Write(SchemaNode node, bool withRules)
    {
        var json = new JsonObject();
        Add(json, "description", node.Description);
        Add(json, "type", node.Type);
        Add(json, "format", node.Format);
        if (node.IntOrString)
        {
            json["anyOf"] = new JsonArray(new JsonObject { ["type"] = "integer" }, new JsonObject { ["type"] = "string" });
            json["x-kubernetes-int-or-string"] = true;
        }
        if (node.Default is not null) json["default"] = Default(node.Default, node, withRules);
        if (node.Enum is not null) json["enum"] = Texts(node.Enum);
        Add(json, "pattern", node.Pattern);
        Add(json, "minimum", node.Minimum);
        Add(json, "maximum", node.Maximum);
        Add(json, "minLength", node.MinLength);
        Add(json, "maxLength", node.MaxLength);
        AddContents(json, node, withRules);
        if (withRules && node.Rules.Count > 0) json["x-kubernetes-validations"] = new JsonArray([.. node.Rules.Select(Rule)]);
        return json;
    }

    private static void AddContents(JsonObject json, SchemaNode node, bool withRules)
    {
        if (node.Items is not null)
        {
            Add(json, "minItems", node.MinItems);
            Add(json, "maxItems", node.MaxItems);
            Add(json, "x-kubernetes-list-type", node.ListType);
            if (node.ListMapKeys is not null) json["x-kubernetes-list-map-keys"] = Texts(node.ListMapKeys);
            json["items"] = Write(node.Items, withRules);
        }
        else if (node.Values is not null)
        {
            Add(json, "minProperties", node.MinItems);
            Add(json, "maxProperties", node.MaxItems);
            json["additionalProperties"] = Write(node.Values, withRules);
        }
        else if (node.Fields is { Count: > 0 } fields)
        {
            var required = fields.Where(field => field.Required).Select(field => field.Name).ToArray();
            if (required.Length > 0) json["required"] = Texts(required);
            json["properties"] = new JsonObject(
                fields.Select(field => KeyValuePair.Create(field.Name, (JsonNode?)Write(field.Schema, withRules))));
        }
    }

    // An API server tries each default on the rules of its object when it is given the definition, and does not put in the defaults of
    // the object's fields before. "no such key", it says then of `default: {}`, and refuses the definition.
    private static JsonNode Default(JsonNode value, SchemaNode node, bool withRules) =>
        withRules && node.Rules.Count > 0 ? Defaults.Apply(value, node) : value.DeepClone();

    private static JsonObject Rule(CelRule rule) => new() { ["rule"] = rule.Rule, ["message"] = rule.Message };

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);

    private static void Add(JsonObject json, string key, string? value)
    {
        if (value is not null) json[key] = value;
    }

    private static void Add(JsonObject json, string key, long? value)
    {
        if (value is not null) json[key] = value.Value;
    }
}
