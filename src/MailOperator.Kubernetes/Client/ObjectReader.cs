using System.Text.Json;
using System.Text.Json.Nodes;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Kubernetes.Client;

/// <summary>
/// Reads objects, each by itself, and gives each its own <c>apiVersion</c> and <c>kind</c>: items of a list lack them, and of a
/// metadata-only answer they say <c>PartialObjectMetadata</c>. Whoever may write one object decides what is in it; that it cannot be read
/// is told of it alone.
/// </summary>
internal static class ObjectReader
{
    /// <summary>How documents are read, so deep that no object of an API server is deeper within a list or an event.</summary>
    public static readonly JsonDocumentOptions Documents = new() { MaxDepth = KubernetesJson.MaxDepth };

    /// <summary>Reads an object that was asked for by its name.</summary>
    /// <exception cref="UnreadableObjectException">It cannot be read.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> json)
        where T : class, IKubernetesObject
    {
        try
        {
            using var document = JsonDocument.Parse(json, Documents);
            return TryRead<T>(document.RootElement, out var unreadable) ?? throw new UnreadableObjectException(EntityPath.Of<T>().Kind, unreadable!);
        }
        catch (JsonException fault)
        {
            throw new UnreadableObjectException(EntityPath.Of<T>().Kind, new(new(), UnreadableObject.Reason(fault)));
        }
    }

    /// <summary>Reads an object; null, and why, where it cannot be read.</summary>
    public static T? TryRead<T>(JsonElement element, out UnreadableObject? unreadable)
        where T : class, IKubernetesObject
    {
        unreadable = null;
        try
        {
            return Read<T>(element);
        }
        // What the JSON library throws at what is no JSON, has the wrong type, is no text of Unicode or out of range.
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException or ArgumentException
            or NotSupportedException or OverflowException)
        {
            unreadable = new(MetadataReader.Read(element), UnreadableObject.Reason(fault));
            return null;
        }
    }

    /// <summary>Reads what an object is known by, and nothing else.</summary>
    /// <param name="element">The object.</param>
    /// <param name="annotation">The one annotation that is wanted.</param>
    /// <param name="unreadable">Why it cannot be read.</param>
    public static T? TryReadMetadata<T>(JsonElement element, string? annotation, out UnreadableObject? unreadable)
        where T : class, IKubernetesObject
    {
        var metadata = MetadataReader.Read(element, annotation);
        unreadable = metadata.Name is { Length: > 0 } ? null : new(metadata, "it has no name that is one.");
        return unreadable is null ? Bare<T>(metadata) : null;
    }

    /// <summary>An object that has nothing but metadata.</summary>
    public static T Bare<T>(V1ObjectMeta metadata)
        where T : class, IKubernetesObject =>
        KubernetesJson.Deserialize<T>(new JsonObject
        {
            ["apiVersion"] = EntityPath.Of<T>().ApiVersion,
            ["kind"] = EntityPath.Of<T>().Kind,
            ["metadata"] = KubernetesJson.ToNode(metadata),
        });

    /// <summary>Reads a page of a list.</summary>
    /// <exception cref="HttpRequestException">It is none.</exception>
    public static KubernetesList<T> ReadList<T>(ReadOnlyMemory<byte> json, ListQuery query)
        where T : class, IKubernetesObject
    {
        try
        {
            using var document = JsonDocument.Parse(json, Documents);
            var items = new List<T>();
            var unreadable = new List<UnreadableObject>();
            var array = MetadataReader.Field(document.RootElement, "items") is { ValueKind: JsonValueKind.Array } found ? found : default(JsonElement?);
            foreach (var item in array?.EnumerateArray() ?? default)
            {
                var value = query.MetadataOnly
                    ? TryReadMetadata<T>(item, query.Annotation, out var why)
                    : TryRead<T>(item, out why);
                if (value is not null)
                    items.Add(value);
                else
                    unreadable.Add(why!);
            }

            var metadata = MetadataReader.Field(document.RootElement, "metadata");
            return new(items, MetadataReader.Text(metadata, "resourceVersion") ?? "", Token(metadata))
            {
                Unreadable = unreadable,
                Bytes = json.Length,
            };
        }
        catch (JsonException fault)
        {
            throw new HttpRequestException(HttpRequestError.InvalidResponse, $"the list is no JSON: {UnreadableObject.Reason(fault)}", fault);
        }
    }

    // Opaque, and longer than a name.
    private static string? Token(JsonElement? metadata) =>
        MetadataReader.Field(metadata, "continue") is { ValueKind: JsonValueKind.String } token && token.GetString() is { Length: > 0 } more
            ? more
            : null;

    private static T Read<T>(JsonElement element)
        where T : class, IKubernetesObject
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw new JsonException("it is no object.");
        var value = element.Deserialize<T>(KubernetesJson.Reading)!;
        var path = EntityPath.Of<T>();
        return value.ApiVersion == path.ApiVersion && value.Kind == path.Kind ? value : Named<T>(element);
    }

    private static T Named<T>(JsonElement element)
        where T : class, IKubernetesObject
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new() { MaxDepth = KubernetesJson.MaxDepth, SkipValidation = true }))
        {
            writer.WriteStartObject();
            writer.WriteString("apiVersion", EntityPath.Of<T>().ApiVersion);
            writer.WriteString("kind", EntityPath.Of<T>().Kind);
            foreach (var property in element.EnumerateObject().Where(property => property.Name is not ("apiVersion" or "kind")))
                property.WriteTo(writer);
            writer.WriteEndObject();
        }

        return JsonSerializer.Deserialize<T>(buffer.WrittenSpan, KubernetesJson.Reading)!;
    }
}
