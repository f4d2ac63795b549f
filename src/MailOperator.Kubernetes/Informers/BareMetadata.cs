using MailOperator.Kubernetes.Models;

namespace MailOperator.Kubernetes.Informers;

/// <summary>What an object is known by, and in what way it may come to concern somebody.</summary>
internal static class BareMetadata
{
    private const int Longest = 253;
    private const int MostLabels = 16;

    /// <summary>Takes it out.</summary>
    /// <param name="metadata">All that there is.</param>
    /// <param name="annotation">The one annotation that is kept.</param>
    public static V1ObjectMeta Of(V1ObjectMeta metadata, string? annotation) => new()
    {
        Name = metadata.Name,
        NamespaceProperty = metadata.NamespaceProperty,
        Uid = metadata.Uid,
        ResourceVersion = metadata.ResourceVersion,
        Generation = metadata.Generation,
        CreationTimestamp = metadata.CreationTimestamp,
        DeletionTimestamp = metadata.DeletionTimestamp,
        Labels = metadata.Labels is { Count: <= MostLabels } labels ? labels : null,
        Annotations = annotation is not null && metadata.Annotations?.GetValueOrDefault(annotation) is { Length: <= Longest } value
            ? new Dictionary<string, string> { [annotation] = value }
            : null,
        OwnerReferences = metadata.FindController() is { } owner
            && new[] { owner.ApiVersion, owner.Kind, owner.Name, owner.Uid }.All(text => text.Length <= Longest)
                ? [owner]
                : null,
    };
}
