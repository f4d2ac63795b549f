using System.Text.Json.Serialization;

namespace MailOperator.Kubernetes.Models;

/// <summary>Metadata that every persisted object has (Kubernetes API, <c>meta/v1 ObjectMeta</c>).</summary>
public sealed record V1ObjectMeta
{
    /// <summary>The name, unique within the namespace and kind.</summary>
    public string? Name { get; init; }

    /// <summary>A prefix from which the API server makes a unique name; used when <see cref="Name"/> is absent.</summary>
    public string? GenerateName { get; init; }

    /// <summary>The namespace; absent for objects of the cluster's scope.</summary>
    [JsonPropertyName("namespace")]
    public string? NamespaceProperty { get; init; }

    /// <summary>Labels, by which objects are selected.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>Annotations, which nothing selects by.</summary>
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    /// <summary>The objects that this one depends on; it is collected when they are gone.</summary>
    public IReadOnlyList<V1OwnerReference>? OwnerReferences { get; init; }

    /// <summary>Names that must be removed before the object can go.</summary>
    public IReadOnlyList<string>? Finalizers { get; init; }

    /// <summary>Unique over the cluster and over time.</summary>
    public string? Uid { get; init; }

    /// <summary>The version of this object; opaque, compared for equality only.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>Counts changes of the desired state.</summary>
    public long? Generation { get; init; }

    /// <summary>When the object was made.</summary>
    public DateTimeOffset? CreationTimestamp { get; init; }

    /// <summary>When the object's deletion was asked for; absent while it is to stay.</summary>
    public DateTimeOffset? DeletionTimestamp { get; init; }

    /// <summary>The reference of the controller, the one owner that acts on the object; null for none.</summary>
    public V1OwnerReference? FindController() => OwnerReferences?.FirstOrDefault(reference => reference.Controller == true);

    /// <summary>
    /// Whether this very object is the controller: of the same namespace, by group, kind, name and uid. Anybody may write anybody's uid
    /// into an object of a namespace of his own; the API server does not look whose it is.
    /// </summary>
    public bool IsControlledBy(IKubernetesObject owner) =>
        FindController() is { } reference
        && !string.IsNullOrEmpty(reference.Uid)
        && reference.Uid == owner.Metadata.Uid
        && reference.Name == owner.Metadata.Name
        && reference.Kind == owner.Kind
        && V1OwnerReference.GroupOf(reference.ApiVersion) == V1OwnerReference.GroupOf(owner.ApiVersion)
        && (NamespaceProperty ?? "") == (owner.Metadata.NamespaceProperty ?? "");
}
