using MailOperator.Kubernetes.Informers;
using MailOperator.Kubernetes.Models;
using MailOperator.Kubernetes.Queue;

namespace MailOperator.Kubernetes.Controllers;

/// <summary>Puts entities into the queue of their controller.</summary>
internal sealed class EntityTrigger<TEntity>(WorkQueue<NamespacedName> queue) : IEntityTrigger<TEntity>
    where TEntity : class, IKubernetesObject
{
    public WorkQueue<NamespacedName> Queue => queue;

    public void Enqueue(string @namespace, string name) => queue.Add(new NamespacedName(@namespace, name));
}
