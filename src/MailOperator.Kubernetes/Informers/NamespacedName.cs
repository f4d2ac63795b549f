using MailOperator.Kubernetes.Models;

namespace MailOperator.Kubernetes.Informers;

/// <summary>What an object of one kind is known by.</summary>
/// <param name="Namespace">The namespace; empty for objects of the cluster's scope.</param>
/// <param name="Name">The name.</param>
public readonly record struct NamespacedName(string Namespace, string Name) : IComparable<NamespacedName>
{
    /// <summary>The key of an object.</summary>
    public static NamespacedName Of(IKubernetesObject value) => new(value.Metadata.NamespaceProperty ?? "", value.Metadata.Name ?? "");

    /// <inheritdoc/>
    public int CompareTo(NamespacedName other) =>
        string.CompareOrdinal(Namespace, other.Namespace) is var byNamespace and not 0
            ? byNamespace
            : string.CompareOrdinal(Name, other.Name);

    /// <summary><c>namespace/name</c>, or the name alone.</summary>
    public override string ToString() => Namespace.Length == 0 ? Name : $"{Namespace}/{Name}";

    /// <summary>Compares.</summary>
    public static bool operator <(NamespacedName left, NamespacedName right) => left.CompareTo(right) < 0;

    /// <summary>Compares.</summary>
    public static bool operator >(NamespacedName left, NamespacedName right) => left.CompareTo(right) > 0;

    /// <summary>Compares.</summary>
    public static bool operator <=(NamespacedName left, NamespacedName right) => left.CompareTo(right) <= 0;

    /// <summary>Compares.</summary>
    public static bool operator >=(NamespacedName left, NamespacedName right) => left.CompareTo(right) >= 0;
}
