using MailOperator.Kubernetes.Informers;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Kubernetes.Controllers;

/// <summary>Which entity a change concerns.</summary>
internal static class Triggers
{
    /// <summary>
    /// Whether a change to the entity itself asks for a reconcile: its spec (by generation), labels, annotations, finalizers, or its
    /// deletion; not its status, which is ours.
    /// </summary>
    public static bool Concerns(IKubernetesObject? old, IKubernetesObject? @new)
    {
        if (old?.Metadata is not { } before || @new?.Metadata is not { } after)
            return true;
        return before.Uid != after.Uid
            || before.Generation != after.Generation
            || (after.Generation is null && before.ResourceVersion != after.ResourceVersion)
            || before.DeletionTimestamp != after.DeletionTimestamp
            || !Same(before.Labels, after.Labels)
            || !Same(before.Annotations, after.Annotations)
            || !(before.Finalizers ?? []).SequenceEqual(after.Finalizers ?? [], StringComparer.Ordinal);
    }

    /// <summary>The entity that controls a child, by its controller owner reference.</summary>
    public static IEnumerable<NamespacedName> Owner(ApiType owner, IKubernetesObject child) =>
        child.Metadata.FindController() is { } reference
        && reference.Kind == owner.Kind
        // The version may differ: the owner may have been written in an older one.
        && V1OwnerReference.GroupOf(reference.ApiVersion) == owner.Group
            ? [new NamespacedName(child.Metadata.NamespaceProperty ?? "", reference.Name)]
            : [];

    private static bool Same(IReadOnlyDictionary<string, string>? left, IReadOnlyDictionary<string, string>? right) =>
        (left?.Count ?? 0) == (right?.Count ?? 0)
        && (left is null || left.All(pair => right!.TryGetValue(pair.Key, out var value) && value == pair.Value));
}
