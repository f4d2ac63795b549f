using System.Reflection;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Kubernetes.Informers;

/// <summary>Under what a type is served.</summary>
internal sealed record ApiType(string Group, string Version, string Kind, string PluralName)
{
    public static ApiType Of<T>()
        where T : IKubernetesObject => Cache<T>.Value;

    /// <summary>Whether Kubernetes brings it along: groups without a dot and those of <c>k8s.io</c>, which are protected names.</summary>
    public bool IsBuiltIn => !Group.Contains('.', StringComparison.Ordinal) || Group.EndsWith(".k8s.io", StringComparison.Ordinal);

    /// <summary>As <c>kubectl</c> names it: <c>statefulsets.apps</c>.</summary>
    public override string ToString() => Group.Length == 0 ? PluralName : $"{PluralName}.{Group}";

    private static class Cache<T>
    {
        public static readonly ApiType Value = typeof(T).GetCustomAttribute<KubernetesEntityAttribute>() is { } entity
            ? new ApiType(entity.Group, entity.ApiVersion, entity.Kind, entity.PluralName)
            : throw new InvalidOperationException($"{typeof(T)} has no [KubernetesEntity].");
    }
}
