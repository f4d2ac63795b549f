using MailOperator.Kubernetes.Models;

namespace MailOperator.Kubernetes.Controllers;

/// <summary>A controller with its name and its workers.</summary>
internal sealed class RunningController<TEntity>(Controller<TEntity> controller, string name, int workers) : IController
    where TEntity : class, IKubernetesObject
{
    public string Name => name;

    public Task RunAsync(CancellationToken cancellationToken) => controller.RunAsync(workers, cancellationToken);
}
