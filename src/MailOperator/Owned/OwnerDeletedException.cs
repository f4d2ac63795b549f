using MailOperator.Kubernetes.Models;

namespace MailOperator.Owned;

/// <summary>An object of a planned name belonged to a resource that was deleted, and is on its way out; it is waited for.</summary>
public sealed class OwnerDeletedException(IKubernetesObject left) : Exception(
    $"{left.Kind} {left.Metadata.Name} belongs to a MailServerTls {left.Metadata.FindController()?.Name} "
    + $"that was deleted (UID {left.Metadata.FindController()?.Uid}). "
    + "Kubernetes' garbage collector is about to delete it; this MailServerTls goes on when it is gone.");
