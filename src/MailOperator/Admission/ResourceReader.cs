using System.Text.Json;
using System.Text.Json.Nodes;
using MailOperator.Api;
using MailOperator.Crd;
using MailOperator.Kubernetes.Models;
using MailOperator.Postfix;
using MailOperator.Yaml;

namespace MailOperator.Admission;

/// <summary>Reads manifests, YAML or JSON, one document or many, as an API server would: schema, then defaults.</summary>
public static class ResourceReader
{
    private static readonly SchemaNode TextMap = new() { Type = "object", Values = new SchemaNode { Type = "string" } };

    private static readonly SchemaNode Text = new() { Type = "string" };

    /// <summary>
    /// Every document of the text that is of our kind or of none; documents of other kinds are left out, so that a file may hold Secrets
    /// beside the resource. A text with no document of our kind, or no YAML at all, gives one document with that violation.
    /// </summary>
    /// <param name="text">The manifests.</param>
    /// <param name="ofTheImage">The Postfix release of resources that name none; null where it is not known.</param>
    public static IReadOnlyList<ManifestDocument> Read(string text, PostfixVersion? ofTheImage = null)
    {
        IReadOnlyList<YamlDocument> documents;
        try
        {
            documents = YamlReader.Read(text);
        }
        catch (YamlSyntaxException exception)
        {
            var what = exception.IsYaml ? "cannot be read" : "is neither YAML nor JSON";
            // What begins an action of a template begins a map in YAML, one whose key is a map.
            var remedy = text.Contains("{{", StringComparison.Ordinal)
                ? "Where {{ begins an action, render the template first."
                : "Correct it.";
            return [Refused("", "Syntax", $"This {what}: {exception.Message}. {remedy}", exception.Place)];
        }

        var read = documents.SelectMany(Items)
            .Where(document => !IsOfOtherKind(document.Root))
            .Select(document => Read(document, ofTheImage))
            .ToArray();
        return read.Length > 0
            ? read
            : [Refused("", "NoResource", $"There is no {MailServerTls.KindName}. Give a manifest of {MailServerTls.GroupVersion}.", null)];
    }

    private static ManifestDocument Read(YamlDocument document, PostfixVersion? ofTheImage)
    {
        if (document.Root is not JsonObject root)
        {
            return Refused(
                "", "WrongType", "A manifest has apiVersion, kind, metadata and spec. Write these.", document.NearestPlaceOf(""));
        }
        var violations = CheckHead(root).Concat(SchemaCheck.Check(root, ResourceSchema.Undocumented, "")).ToArray();
        if (violations.Length > 0) return Judged(document, root, null, violations);
        var resource = KubernetesJson.Deserialize<MailServerTls>(Defaults.Apply(root, ResourceSchema.Undocumented));
        return Judged(document, root, resource, Validation.Check(resource, ofTheImage));
    }

    private static ManifestDocument Judged(
        YamlDocument document, JsonObject root, MailServerTls? resource, IEnumerable<Violation> violations)
    {
        var metadata = root["metadata"] as JsonObject ?? [];
        return new(resource, [.. violations.Select(violation => Placed(document, violation))])
        {
            Source = document,
            Name = TextAt(metadata, "name") is { Length: > 0 } name ? name : null,
            Namespace = TextAt(metadata, "namespace") is { Length: > 0 } space ? space : null,
        };
    }

    private static IEnumerable<Violation> CheckHead(JsonObject root)
    {
        if (TextAt(root, "apiVersion") is var version && version != MailServerTls.GroupVersion)
        {
            var fault = version is null ? "The version is missing or no text." : $"{QuotedText.Of(version)} is not served.";
            yield return Error("apiVersion", "ApiVersion", $"{fault} Give {MailServerTls.GroupVersion}.");
        }

        if (TextAt(root, "kind") is var kind && kind != MailServerTls.KindName)
        {
            var fault = kind is null ? "The kind is missing or no text." : $"{QuotedText.Of(kind)} is no kind here.";
            var remedy = kind is not null && Postfix.NearestName.Of(kind, [MailServerTls.KindName]) is { } near
                ? $"Did you mean {near}?"
                : $"Give {MailServerTls.KindName}.";
            yield return Error("kind", "Kind", $"{fault} {remedy}");
        }

        if (root["metadata"] is not JsonObject metadata)
        {
            yield return Error("metadata.name", "Required", "The resource has no name. Give metadata with a name.");
            yield break;
        }

        if (string.IsNullOrEmpty(TextAt(metadata, "name")))
            yield return Error("metadata.name", "Required", "The resource has no name. Give one.");
        (string Name, SchemaNode Schema)[] known = [("namespace", Text), ("labels", TextMap), ("annotations", TextMap)];
        foreach (var (name, schema) in known.Where(field => metadata[field.Name] is not null))
        {
            foreach (var violation in SchemaCheck.Check(metadata[name], schema, $"metadata.{name}")) yield return violation;
        }

        if (TextAt(metadata, "namespace") is { Length: > 0 } space && NamespaceName.FindFault(space) is { } wrong)
            yield return Error("metadata.namespace", "Malformed", wrong);
        foreach (var field in (string[])["labels", "annotations"])
        {
            foreach (var fault in MetadataKey.Malformed($"metadata.{field}", Keys(metadata, field)))
                yield return Error(fault.Field, "Malformed", fault.Message);
        }

        var unfit = Keys(metadata, "labels")
            .Where(key => TextAt(metadata["labels"]!.AsObject(), key) is { } value && !MetadataKey.IsLabelValue(value));
        foreach (var key in unfit)
            yield return Error($"metadata.labels[{key}]", "Malformed", MetadataKey.ValueForm);
    }

    private static IEnumerable<string> Keys(JsonObject metadata, string field) =>
        metadata[field] is JsonObject map ? map.Select(entry => entry.Key) : [];

    /// <summary>The items of a list as <c>kubectl get -o yaml</c> prints it, or the document itself.</summary>
    private static IEnumerable<YamlDocument> Items(YamlDocument document)
    {
        if (document.Root is not JsonObject root || root["items"] is not JsonArray items) return [document];
        if (TextAt(root, "kind") is not ("List" or MailServerTls.KindName + "List")) return [document];
        return items.Select((item, index) => document with { Root = item, Prefix = FormattableString.Invariant($"items[{index}]") });
    }

    private static bool IsOfOtherKind(JsonNode? root) =>
        root is JsonObject map && TextAt(map, "kind") is { } kind && kind != MailServerTls.KindName
        && !string.IsNullOrEmpty(TextAt(map, "apiVersion")) && Postfix.NearestName.Of(kind, [MailServerTls.KindName]) is null;

    private static string? TextAt(JsonObject map, string field) =>
        map[field] is { } value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private static Violation Error(string field, string reason, string message) => new(field, reason, message, Severity.Error);

    private static ManifestDocument Refused(string field, string reason, string message, TextPlace? place) =>
        new(null, [new PlacedViolation(Error(field, reason, message), place)]);

    private static PlacedViolation Placed(YamlDocument document, Violation violation) =>
        new(violation, document.NearestPlaceOf(violation.Field));
}
