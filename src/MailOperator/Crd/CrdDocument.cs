using System.Reflection;
using System.Text.Json.Nodes;
using MailOperator.Api;
using MailOperator.Api.Schema;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Crd;

/// <summary>The CustomResourceDefinition (apiextensions.k8s.io/v1) of <see cref="MailServerTls"/>.</summary>
public static class CrdDocument
{
    /// <summary>The object, ready to be applied.</summary>
    /// <param name="documentation">Where the descriptions come from.</param>
    /// <param name="withRules">
    /// Whether rules in CEL are written. API servers before 1.25 do not know them: theirs refuse server-side apply of a definition that
    /// has them, and <c>kubectl</c> and <c>helm</c> refuse it before they send it.
    /// </param>
    public static JsonObject Build(XmlDocumentation documentation, bool withRules)
    {
        var type = typeof(MailServerTls);
        var entity = type.GetCustomAttribute<KubernetesEntityAttribute>()!;
        return new JsonObject
        {
            ["apiVersion"] = "apiextensions.k8s.io/v1",
            ["kind"] = "CustomResourceDefinition",
            ["metadata"] = new JsonObject { ["name"] = $"{entity.PluralName}.{entity.Group}" },
            ["spec"] = new JsonObject
            {
                ["group"] = entity.Group,
                ["names"] = new JsonObject
                {
                    ["kind"] = entity.Kind,
                    ["listKind"] = entity.Kind + "List",
                    ["plural"] = entity.PluralName,
                    ["singular"] = entity.Kind.ToLowerInvariant(),
                    ["shortNames"] = Texts(type.GetCustomAttribute<KubernetesEntityShortNamesAttribute>()!.ShortNames),
                    ["categories"] = Texts(["mail"]),
                },
                ["scope"] = "Namespaced",
                ["versions"] = new JsonArray(
                    Version(type, entity.ApiVersion, SchemaJson.Write(ResourceSchema.Build(documentation), withRules))),
            },
        };
    }

    private static JsonObject Version(Type type, string version, JsonObject schema)
    {
        var scale = type.GetCustomAttribute<ScaleSubresourceAttribute>()!;
        return new JsonObject
        {
            ["name"] = version,
            ["served"] = true,
            ["storage"] = true,
            ["additionalPrinterColumns"] =
                new JsonArray([.. type.GetCustomAttributes<GenericAdditionalPrinterColumnAttribute>().Select(Column)]),
            ["subresources"] = new JsonObject
            {
                ["status"] = new JsonObject(),
                ["scale"] = new JsonObject
                {
                    ["specReplicasPath"] = scale.SpecReplicasPath,
                    ["statusReplicasPath"] = scale.StatusReplicasPath,
                    ["labelSelectorPath"] = scale.LabelSelectorPath,
                },
            },
            ["schema"] = new JsonObject { ["openAPIV3Schema"] = schema },
        };
    }

    private static JsonObject Column(GenericAdditionalPrinterColumnAttribute column)
    {
        var written = new JsonObject
        {
            ["name"] = column.Name,
            ["type"] = column.Type,
            ["description"] = column.Description,
            ["jsonPath"] = column.JsonPath,
        };
        if (column.Priority != 0) written["priority"] = column.Priority;
        return written;
    }

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);
}
