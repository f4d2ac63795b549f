using System.Reflection;
using System.Text;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Kubernetes.Client;

/// <summary>Where the API server serves the objects of a type.</summary>
internal sealed record EntityPath(string Group, string Version, string Kind, string PluralName)
{
    /// <summary><c>v1</c>, or <c>group/version</c>.</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>What the type's <see cref="KubernetesEntityAttribute"/> says.</summary>
    public static EntityPath Of<T>() => Cache<T>.Value;

    /// <summary>The path of the collection, in one namespace or over all.</summary>
    public string Collection(string? @namespace)
    {
        var root = Group.Length == 0 ? $"/api/{Version}" : $"/apis/{Group}/{Version}";
        return string.IsNullOrEmpty(@namespace)
            ? $"{root}/{PluralName}"
            : $"{root}/namespaces/{Uri.EscapeDataString(@namespace)}/{PluralName}";
    }

    /// <summary>The path of one object.</summary>
    public string Object(string? @namespace, string name, string? subresource = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var path = $"{Collection(@namespace)}/{Uri.EscapeDataString(name)}";
        return subresource is null ? path : $"{path}/{subresource}";
    }

    /// <summary>A path with those parameters that have a value.</summary>
    public static string WithQuery(string path, params ReadOnlySpan<(string Name, string? Value)> parameters)
    {
        var text = new StringBuilder(path);
        var separator = '?';
        foreach (var (name, value) in parameters)
        {
            if (value is null) continue;
            text.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
            separator = '&';
        }

        return text.ToString();
    }

    private static class Cache<T>
    {
        public static EntityPath Value { get; } = Read();

        private static EntityPath Read()
        {
            var entity = typeof(T).GetCustomAttribute<KubernetesEntityAttribute>()
                ?? throw new InvalidOperationException($"{typeof(T)} has no [KubernetesEntity], so nobody knows where it is served.");
            return new EntityPath(entity.Group, entity.ApiVersion, entity.Kind, entity.PluralName);
        }
    }
}
