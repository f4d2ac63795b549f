using MailOperator.Kubernetes.Models;

namespace MailOperator.Kubernetes.Controllers;

/// <summary>A controller with its triggers, its workers and, where wanted, its resync.</summary>
internal sealed class RunningController<TEntity>(Controller<TEntity> controller, ControllerWiring<TEntity> wiring, string name, int workers, (TimeSpan? Every, TimeProvider Time) resync) : IController
    where TEntity : class, IKubernetesObject
{
    public string Name => name;

    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(controller.RunAsync(workers, cancellationToken), ResyncAsync(cancellationToken));

    private async Task ResyncAsync(CancellationToken cancellationToken)
    {
        if (resync.Every is not { } every)
            return;
        using var timer = new PeriodicTimer(every, resync.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
                wiring.EnqueueAll();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Asked to stop.
        }
    }
}
