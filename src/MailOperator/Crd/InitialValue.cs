using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Crd;

/// <summary>
/// The default of a field, read from the initializer of its property. An object's default holds only what differs from the defaults of
/// its own fields, which the API server puts in afterwards; so each default is written once.
/// </summary>
internal static class InitialValue
{
    /// <summary>The default; <c>null</c> when the field is simply absent (an empty list or map, or <c>null</c>).</summary>
    public static JsonNode? Of(PropertyInfo property)
    {
        var value = property.GetValue(Activator.CreateInstance(property.ReflectedType!));
        return JsonSerializer.SerializeToNode(value, property.PropertyType, KubernetesJson.Options) switch
        {
            JsonArray { Count: 0 } => null,
            JsonObject whole when IsRecord(property.PropertyType) => Difference(whole, property.PropertyType),
            JsonObject { Count: 0 } => null,
            var scalar => scalar,
        };
    }

    private static JsonObject Difference(JsonObject whole, Type record)
    {
        var plain = JsonSerializer.SerializeToNode(Activator.CreateInstance(record), record, KubernetesJson.Options)!.AsObject();
        return new JsonObject(whole
            .Where(field => !JsonNode.DeepEquals(field.Value, plain[field.Key]))
            .Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone())));
    }

    private static bool IsRecord(Type type) => type.GetConstructor(Type.EmptyTypes) is not null;
}
