using System.Text.Json.Nodes;

namespace MailOperator.Crd;

/// <summary>A node of a structural schema (apiextensions.k8s.io/v1 JSONSchemaProps), as far as this API uses it.</summary>
public sealed record SchemaNode
{
    /// <summary><c>object</c>, <c>array</c>, <c>string</c>, <c>integer</c>, <c>boolean</c>; <c>null</c> for a number or text.</summary>
    public string? Type { get; init; }

    /// <summary>What <c>kubectl explain</c> prints.</summary>
    public string? Description { get; init; }

    /// <summary><c>int32</c>, <c>int64</c> or <c>date-time</c>.</summary>
    public string? Format { get; init; }

    /// <summary>The value that the API server puts where none is given.</summary>
    public JsonNode? Default { get; init; }

    /// <summary>The texts allowed.</summary>
    public IReadOnlyList<string>? Enum { get; init; }

    /// <summary>An RE2 expression that the text must match.</summary>
    public string? Pattern { get; init; }

    /// <summary>The least number.</summary>
    public long? Minimum { get; init; }

    /// <summary>The greatest number.</summary>
    public long? Maximum { get; init; }

    /// <summary>The least length of the text.</summary>
    public long? MinLength { get; init; }

    /// <summary>The greatest length of the text.</summary>
    public long? MaxLength { get; init; }

    /// <summary>The least number of items, or of entries of a map.</summary>
    public long? MinItems { get; init; }

    /// <summary>The greatest number of items, or of entries of a map.</summary>
    public long? MaxItems { get; init; }

    /// <summary>The fields of an object, in the order in which they are documented.</summary>
    public IReadOnlyList<SchemaField>? Fields { get; init; }

    /// <summary>The items of an array.</summary>
    public SchemaNode? Items { get; init; }

    /// <summary>The values of a map.</summary>
    public SchemaNode? Values { get; init; }

    /// <summary><c>atomic</c>, <c>set</c> or <c>map</c>.</summary>
    public string? ListType { get; init; }

    /// <summary>The key fields of a list that is a map.</summary>
    public IReadOnlyList<string>? ListMapKeys { get; init; }

    /// <summary>Whether the value is a number or a text.</summary>
    public bool IntOrString { get; init; }

    /// <summary>Rules in CEL.</summary>
    public IReadOnlyList<CelRule> Rules { get; init; } = [];

    /// <summary>The field of that name, if the object has one.</summary>
    public SchemaNode? Field(string name) => Fields?.FirstOrDefault(field => field.Name == name)?.Schema;
}
