using System.Text.Json;
using System.Text.Json.Nodes;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Kubernetes.Client;

/// <summary>
/// Reads objects, and gives each its own <c>apiVersion</c> and <c>kind</c>: items of a list lack them, and of a
/// metadata-only answer they say <c>PartialObjectMetadata</c>.
/// </summary>
internal static class ObjectReader
{
    public static T Read<T>(ReadOnlySpan<byte> json)
        where T : class, IKubernetesObject
    {
        var value = KubernetesJson.Deserialize<T>(json);
        return IsNamed(value) ? value : Named<T>(JsonNode.Parse(json)!.AsObject());
    }

    public static T Read<T>(JsonElement element)
        where T : class, IKubernetesObject
    {
        var value = element.Deserialize<T>(KubernetesJson.Options) ?? throw new JsonException("expected an object, found null");
        return IsNamed(value) ? value : Named<T>(JsonObject.Create(element)!);
    }

    public static KubernetesList<T> ReadList<T>(ReadOnlyMemory<byte> json)
        where T : class, IKubernetesObject
    {
        using var document = JsonDocument.Parse(json);
        var items = new List<T>();
        if (document.RootElement.TryGetProperty("items", out var array) && array.ValueKind == JsonValueKind.Array)
        {
            items.Capacity = array.GetArrayLength();
            foreach (var item in array.EnumerateArray()) items.Add(Read<T>(item));
        }

        document.RootElement.TryGetProperty("metadata", out var metadata);
        return new KubernetesList<T>(
            items,
            Text(metadata, "resourceVersion") ?? "",
            Text(metadata, "continue") is { Length: > 0 } more ? more : null);
    }

    private static bool IsNamed<T>(T value)
        where T : class, IKubernetesObject =>
        value.ApiVersion == EntityPath.Of<T>().ApiVersion && value.Kind == EntityPath.Of<T>().Kind;

    private static T Named<T>(JsonObject map)
    {
        map["apiVersion"] = EntityPath.Of<T>().ApiVersion;
        map["kind"] = EntityPath.Of<T>().Kind;
        return KubernetesJson.Deserialize<T>(map);
    }

    private static string? Text(JsonElement map, string field) =>
        map.ValueKind == JsonValueKind.Object && map.TryGetProperty(field, out var value) ? value.GetString() : null;
}
