using MailOperator.Kubernetes.Client;
using MailOperator.Kubernetes.Informers;
using MailOperator.Kubernetes.Models;
using MailOperator.Kubernetes.Queue;
using Microsoft.Extensions.Logging;

namespace MailOperator.Kubernetes.Controllers;

/// <summary>Takes keys from the queue, calls the <see cref="IEntityController{TEntity}"/>, and decides what its outcome means.</summary>
/// <param name="inner">What is called.</param>
/// <param name="entities">Where the entities are read.</param>
/// <param name="queue">Where the keys come from.</param>
/// <param name="metrics">Where the outcomes are counted.</param>
/// <param name="logger">Where failures are told.</param>
public sealed class Controller<TEntity>(
    IEntityController<TEntity> inner,
    IStore<TEntity> entities,
    WorkQueue<NamespacedName> queue,
    ReconcileMetrics metrics,
    ILogger<Controller<TEntity>> logger)
    where TEntity : class, IKubernetesObject
{
    /// <summary>Works until the token is cancelled; then the calls under way are cancelled and waited for.</summary>
    /// <param name="workers">How many keys at once.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public Task RunAsync(int workers, CancellationToken cancellationToken)
    {
        metrics.SetWorkers(workers);
        return Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(() => WorkAsync(cancellationToken), CancellationToken.None)));
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await queue.TakeAsync(cancellationToken) is { HasKey: true, Key: var key })
            {
                try
                {
                    await ProcessAsync(key, cancellationToken);
                }
                finally
                {
                    queue.Done(key);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Asked to stop, with no key in hand or with one whose work begins anew at the next start.
        }
    }

    private async Task ProcessAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        var started = metrics.Started();
        string? outcome = null;
        logger.LogTrace("{Controller} {Key}: reconcile begins", metrics.Controller, key);
        try
        {
            var (result, error) = await CallAsync(key, cancellationToken);
            outcome = Decide(key, result, error);
        }
        finally
        {
            logger.LogTrace("{Controller} {Key}: reconcile ends: {Outcome}", metrics.Controller, key, outcome ?? "cancelled");
            metrics.Ended(started, outcome);
        }
    }

    private async Task<(ReconciliationResult? Result, Exception? Error)> CallAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        try
        {
            if (entities.Get(key.Namespace, key.Name) is { } entity)
                return (await inner.ReconcileAsync(entity, cancellationToken), null);
            if (entities.FindUnreadable(key.Namespace, key.Name) is { } unreadable)
                return (await inner.UnreadableAsync(unreadable, cancellationToken), null);
            await inner.DeletedAsync(key.Namespace, key.Name, cancellationToken);
            return (ReconciliationResult.Success(), null);
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return (null, error);
        }
    }

    // The whole policy: what an outcome means for the key.
    private string Decide(NamespacedName key, ReconciliationResult? result, Exception? error)
    {
        switch (result, error ?? result?.Error)
        {
            case (_, KubernetesException { IsConflict: true } conflict):
                // Somebody else was faster; the cache is about to show it. Nothing is wrong.
                queue.AddRateLimited(key);
                logger.LogDebug("{Controller} {Key}: a conflict, trying again: {Conflict}", metrics.Controller, key, conflict.Message);
                return ReconcileOutcome.Requeue;

            case (_, ApiUnreachableException unreachable):
                // Told once for all keys, with the cause.
                logger.LogDebug(
                    "{Controller} {Key}: the API server does not answer; trying again in {Delay}: {Error}",
                    metrics.Controller, key, queue.AddRateLimited(key), unreachable.Message);
                return ReconcileOutcome.Error;

            case (null, { } thrown):
                var delay = queue.AddRateLimited(key);
                logger.LogError(
                    thrown,
                    "{Controller} {Key}: failed {Times} times in a row, trying again in {Delay}.",
                    metrics.Controller, key, queue.Retries(key), delay);
                return ReconcileOutcome.Error;

            case ({ IsFailure: true, RequeueAfter: { } after }, _):
                queue.Forget(key);
                queue.AddAfter(key, after);
                logger.Log(
                    result.IsKnown ? LogLevel.Debug : LogLevel.Warning,
                    result.Error,
                    "{Controller} {Key}: {Message} Trying again in {Delay}.",
                    metrics.Controller, key, result.ErrorMessage, after);
                return ReconcileOutcome.Error;

            case ({ IsFailure: true }, _):
                delay = queue.AddRateLimited(key);
                logger.LogWarning(
                    result.Error,
                    "{Controller} {Key}: {Message} Trying again in {Delay}.",
                    metrics.Controller, key, result.ErrorMessage, delay);
                return ReconcileOutcome.Error;

            case ({ RequeueAfter: { } after }, _):
                queue.Forget(key);
                queue.AddAfter(key, after);
                return ReconcileOutcome.RequeueAfter;

            default:
                queue.Forget(key);
                return ReconcileOutcome.Success;
        }
    }
}
