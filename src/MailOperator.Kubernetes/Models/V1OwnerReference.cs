namespace MailOperator.Kubernetes.Models;

/// <summary>Names an owner in the same namespace (Kubernetes API, <c>meta/v1 OwnerReference</c>).</summary>
public sealed record V1OwnerReference
{
    /// <summary>Group and version of the owner.</summary>
    public required string ApiVersion { get; init; }

    /// <summary>The owner's kind.</summary>
    public required string Kind { get; init; }

    /// <summary>The owner's name.</summary>
    public required string Name { get; init; }

    /// <summary>The owner's uid: a namesake made later is another owner.</summary>
    public required string Uid { get; init; }

    /// <summary>True for the one owner that manages the object.</summary>
    public bool? Controller { get; init; }

    /// <summary>True when the owner's foreground deletion waits for this object.</summary>
    public bool? BlockOwnerDeletion { get; init; }

    /// <summary>
    /// Whether another reference is to an object of the same kind and name, whatever the version: the owner may have been written in an
    /// older one. By its uid it may still be another object.
    /// </summary>
    public bool IsToNamesakeOf(V1OwnerReference other) => (GroupOf(ApiVersion), Kind, Name) == (GroupOf(other.ApiVersion), other.Kind, other.Name);

    /// <summary>The group of a version; empty for the core's.</summary>
    internal static string GroupOf(string? apiVersion) =>
        apiVersion?.IndexOf('/', StringComparison.Ordinal) is { } slash and >= 0 ? apiVersion[..slash] : "";
}
