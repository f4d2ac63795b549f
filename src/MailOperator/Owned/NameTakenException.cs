using MailOperator.Kubernetes.Models;

namespace MailOperator.Owned;

/// <summary>An object of a planned name exists and belongs to somebody else; it is not touched.</summary>
public sealed class NameTakenException(IKubernetesObject taken) : Exception(
    $"{taken.Kind} {taken.Metadata.Name} exists and does not belong to this MailServerTls: "
    + "rename or delete it, or give this MailServerTls another name.");
