using System.Text.Json;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Kubernetes.Client;

/// <summary>
/// Reads of an object's metadata what it is known by, field by field: what is wrong with one keeps none of the others from being read, and
/// what nobody needs, such as annotations and <c>managedFields</c>, is passed over and takes no memory.
/// </summary>
internal static class MetadataReader
{
    // Longer than any name or uid of Kubernetes (RFC 1123 subdomains): what somebody else wrote instead is none.
    private const int LongestName = 253;

    /// <summary>Reads it.</summary>
    /// <param name="item">The object.</param>
    /// <param name="annotation">The one annotation that is wanted; null for none.</param>
    public static V1ObjectMeta Read(JsonElement item, string? annotation = null)
    {
        var metadata = Field(item, "metadata");
        return new()
        {
            Name = Text(metadata, "name"),
            NamespaceProperty = Text(metadata, "namespace"),
            Uid = Text(metadata, "uid"),
            ResourceVersion = Text(metadata, "resourceVersion"),
            Generation = Field(metadata, "generation") is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var generation)
                ? generation
                : null,
            CreationTimestamp = Time(metadata, "creationTimestamp"),
            DeletionTimestamp = Time(metadata, "deletionTimestamp"),
            OwnerReferences = Controller(metadata) is { } controller ? [controller] : null,
            Annotations = annotation is not null && Text(Field(metadata, "annotations"), annotation) is { } value
                ? new Dictionary<string, string> { [annotation] = value }
                : null,
        };
    }

    /// <summary>A field of a map, where it is one and has it.</summary>
    public static JsonElement? Field(JsonElement? map, string name) =>
        map is { ValueKind: JsonValueKind.Object } there && there.TryGetProperty(name, out var value) ? value : null;

    /// <summary>A short text; null where there is none.</summary>
    public static string? Text(JsonElement? map, string name)
    {
        if (Field(map, name) is not { ValueKind: JsonValueKind.String } value)
            return null;
        try
        {
            return value.GetString() is { Length: <= LongestName } text ? text : null;
        }
        catch (InvalidOperationException)
        {
            // No text of Unicode.
            return null;
        }
    }

    private static V1OwnerReference? Controller(JsonElement? metadata)
    {
        if (Field(metadata, "ownerReferences") is not { ValueKind: JsonValueKind.Array } references)
            return null;
        foreach (var reference in references.EnumerateArray())
        {
            if (Field(reference, "controller") is { ValueKind: JsonValueKind.True }
                && Text(reference, "apiVersion") is { } apiVersion && Text(reference, "kind") is { } kind
                && Text(reference, "name") is { } name && Text(reference, "uid") is { } uid)
            {
                return new() { ApiVersion = apiVersion, Kind = kind, Name = name, Uid = uid, Controller = true };
            }
        }

        return null;
    }

    private static DateTimeOffset? Time(JsonElement? metadata, string name) =>
        Field(metadata, name) is { ValueKind: JsonValueKind.String } text && text.TryGetDateTimeOffset(out var time) ? time : null;
}
