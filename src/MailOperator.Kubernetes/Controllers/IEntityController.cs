using MailOperator.Kubernetes.Models;

namespace MailOperator.Kubernetes.Controllers;

/// <summary>
/// Brings the cluster to what an entity asks for.
/// <para>Guarantees: one entity is never in two calls at once; no change to it or to what it owns goes by without a later call; no call
/// before every cache has synced. A call may come without a change, so it must find out by itself what there is to do.</para>
/// </summary>
public interface IEntityController<TEntity>
    where TEntity : class, IKubernetesObject
{
    /// <summary>
    /// Reconciles one entity. One whose <c>deletionTimestamp</c> is set comes here too, as long as it is there.
    /// An exception means: try again with backoff, without end; a conflict with another writer is retried quietly.
    /// </summary>
    Task<ReconciliationResult> ReconcileAsync(TEntity entity, CancellationToken cancellationToken);

    /// <summary>
    /// The entity is there and cannot be read. Nothing is known of what it asks for, so what is there for it stays as it is.
    /// By default, nothing is done; a failure means what it does of a reconcile.
    /// </summary>
    Task<ReconciliationResult> UnreadableAsync(UnreadableObject entity, CancellationToken cancellationToken) =>
        Task.FromResult(ReconciliationResult.Success());

    /// <summary>The entity is gone; forget what is kept in memory about it. Its children are the garbage collector's.</summary>
    Task DeletedAsync(string @namespace, string name, CancellationToken cancellationToken);
}
