namespace MailOperator.Kubernetes.Models;

/// <summary>An object that the API server holds and that cannot be read: one more that is left out, and no reason to stop.</summary>
/// <param name="Metadata">What could be read of its metadata: name, namespace, uid, version, controller; any of it may be missing.</param>
/// <param name="Why">What is wrong and where in the object, in one line; nothing of its content.</param>
public sealed record UnreadableObject(V1ObjectMeta Metadata, string Why)
{
    private const int LongestReason = 300;

    /// <summary>Says of an exception what it was about.</summary>
    internal static string Reason(Exception fault)
    {
        var text = string.Concat(fault.Message.Select(character => char.IsControl(character) ? ' ' : character));
        return text.Length <= LongestReason ? text : text[..LongestReason] + "…";
    }

    /// <summary><c>namespace/name</c>, and the version where it is known.</summary>
    public override string ToString()
    {
        var name = string.IsNullOrEmpty(Metadata.Name) ? "an object without a readable name" : Metadata.Name;
        var place = string.IsNullOrEmpty(Metadata.NamespaceProperty) ? name : $"{Metadata.NamespaceProperty}/{name}";
        return Metadata.ResourceVersion is { } version ? $"{place} (resourceVersion {version})" : place;
    }
}
