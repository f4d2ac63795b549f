using System.Text.Json.Nodes;
using MailOperator.Api;
using MailOperator.Api.Status;

namespace MailOperator.Crd;

/// <summary>The schema of the whole resource.</summary>
public static class ResourceSchema
{
    private static readonly Lazy<SchemaNode> Plain = new(() => Build(XmlDocumentation.Empty));

    /// <summary>The schema without descriptions, for checks.</summary>
    public static SchemaNode Undocumented => Plain.Value;

    /// <summary>The schema with the descriptions of the given documentation.</summary>
    public static SchemaNode Build(XmlDocumentation documentation)
    {
        var root = new SchemaBuilder(documentation, withDefaults: true).Object(typeof(MailServerTls));
        var status = new SchemaBuilder(documentation, withDefaults: false).Object(typeof(MailServerTlsStatus));
        return root with { Fields = [.. root.Fields!.Select(field => field with { Schema = Special(field, status) })] };
    }

    private static SchemaNode Special(SchemaField field, SchemaNode status) => field.Name switch
    {
        // The API server knows these better: it refuses schemas that say more about metadata than its name.
        "metadata" => new SchemaNode { Type = "object" },
        "apiVersion" or "kind" => field.Schema with { Default = (JsonNode?)null },
        "status" => status with { Description = field.Schema.Description },
        _ => field.Schema,
    };
}
