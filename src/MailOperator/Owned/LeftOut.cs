using MailOperator.Kubernetes.Models;

namespace MailOperator.Owned;

/// <summary>
/// Objects that cannot be read. They are there all the same: whoever took them for gone would make them anew, or throw away what hangs on
/// them.
/// </summary>
public static class LeftOut
{
    /// <summary>
    /// Those that may be a resource's: it is their controller, or they, or the StatefulSet or Job that is, have a name that begins with its
    /// own.
    /// </summary>
    public static IEnumerable<UnreadableObject> Of(IKubernetesObject owner, IEnumerable<UnreadableObject> unreadable) => unreadable.Where(each =>
        each.Metadata.NamespaceProperty == owner.Metadata.NamespaceProperty
        && (each.Metadata.IsControlledBy(owner) || each.Metadata.FindController() switch
        {
            null => IsNamedAfter(owner, each.Metadata.Name),
            { Kind: "StatefulSet" or "Job" } controller => IsNamedAfter(owner, controller.Name),
            _ => false,
        }));

    private static bool IsNamedAfter(IKubernetesObject owner, string? name) =>
        name is not null && (name == owner.Metadata.Name || name.StartsWith($"{owner.Metadata.Name}-", StringComparison.Ordinal));
}
