using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MailOperator.Admission;
using MailOperator.Kubernetes.Models;
using MailOperator.Yaml;

namespace MailOperator.Commands.Manifests;

/// <summary>The Secrets of a manifest, which stand in for those of a cluster.</summary>
internal static class InputSecrets
{
    /// <summary>
    /// The Secrets of a text, and what is wrong with others. What is no YAML has none: the reader of resources tells of it.
    /// </summary>
    public static (IReadOnlyList<V1Secret> Secrets, IReadOnlyList<PlacedViolation> Faults) Read(string text)
    {
        IReadOnlyList<YamlDocument> documents;
        try
        {
            documents = YamlReader.Read(text);
        }
        catch (YamlSyntaxException)
        {
            return ([], []);
        }

        var secrets = new List<V1Secret>();
        var faults = new List<PlacedViolation>();
        foreach (var document in documents.SelectMany(Items).Where(document => document.Root is JsonObject map && IsSecret(map)))
        {
            if (Read(document, faults) is { } secret)
                secrets.Add(secret);
        }

        return (secrets, faults);
    }

    private static IEnumerable<YamlDocument> Items(YamlDocument document) =>
        document.Root is JsonObject root && root["items"] is JsonArray items
            ? items.Select((item, index) => document with { Root = item, Prefix = FormattableString.Invariant($"items[{index}]") })
            : [document];

    private static bool IsSecret(JsonObject map) => TextAt(map, "apiVersion") == "v1" && TextAt(map, "kind") == "Secret";

    private static V1Secret? Read(YamlDocument document, List<PlacedViolation> faults)
    {
        var root = (JsonObject)document.Root!;
        if (root["metadata"] is not JsonObject metadata || TextAt(metadata, "name") is not { Length: > 0 } name)
        {
            faults.Add(Fault(document, "metadata.name", "Required", "The Secret has no name. Give it one."));
            return null;
        }

        var data = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var (key, value) in Entries(root, "data"))
        {
            if (Base64(value) is { } bytes)
            {
                data[key] = bytes;
            }
            else
            {
                faults.Add(Fault(
                    document,
                    $"data.{key}",
                    "NotBase64",
                    $"The entry of Secret {name} is not base64. Encode it, or write it as it is below stringData."));
            }
        }

        foreach (var (key, value) in Entries(root, "stringData"))
            data[key] = Encoding.UTF8.GetBytes(value ?? "");
        return new V1Secret
        {
            Metadata = new() { Name = name, NamespaceProperty = TextAt(metadata, "namespace") },
            Type = TextAt(root, "type"),
            Data = data,
        };
    }

    private static IEnumerable<(string Key, string? Value)> Entries(JsonObject root, string field) =>
        root[field] is JsonObject map ? map.Select(entry => (entry.Key, TextAt(map, entry.Key))) : [];

    private static byte[]? Base64(string? text)
    {
        if (text is null)
            return null;
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }

    private static string? TextAt(JsonObject map, string field) =>
        map[field] is { } value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private static PlacedViolation Fault(YamlDocument document, string field, string reason, string message) =>
        new(new(field, reason, message, Severity.Error), document.PlaceOf(field));
}
