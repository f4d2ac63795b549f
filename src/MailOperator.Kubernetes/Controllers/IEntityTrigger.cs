using MailOperator.Kubernetes.Models;

namespace MailOperator.Kubernetes.Controllers;

/// <summary>Asks for a reconcile for a reason that no cache shows, such as the result of a probe.</summary>
public interface IEntityTrigger<TEntity>
    where TEntity : class, IKubernetesObject
{
    /// <summary>The entity will be reconciled, at once or after the reconcile under way.</summary>
    void Enqueue(string @namespace, string name);
}
