using MailOperator.Api;
using MailOperator.Apply;
using MailOperator.Kubernetes.Client;
using MailOperator.Kubernetes.Controllers;
using MailOperator.Kubernetes.Informers;
using MailOperator.Observe;
using MailOperator.Owned;
using MailOperator.Plan;
using MailOperator.Probe;
using MailOperator.Status;
using Microsoft.Extensions.Logging;

namespace MailOperator;

/// <summary>The way of the data, once around: observe, plan, apply and report, and say what is to be probed.</summary>
public sealed class MailServerTlsController(Observer observer, PlanSettings settings, Applier applier, ProbeBoard probes, ILogger<MailServerTlsController> logger)
    : IEntityController<MailServerTls>
{
    /// <inheritdoc/>
    public async Task<ReconciliationResult> ReconcileAsync(MailServerTls entity, CancellationToken cancellationToken)
    {
        // What hangs on a resource that is being deleted is the garbage collector's.
        if (entity.Metadata.DeletionTimestamp is not null)
            return ReconciliationResult.Success();

        var observed = await observer.ObserveAsync(entity, cancellationToken);
        try
        {
            var intent = Planner.Plan(observed, settings);
            Written written;
            try
            {
                written = await applier.WriteAsync(intent, cancellationToken);
            }
            catch (OwnerDeletedException former)
            {
                var waiting = Planner.Refused(intent, [new("metadata.name", "WaitingForDeletion", former.Message, Waiting: true)]) with { Delete = [] };
                return Done(await ReportAsync(entity, waiting, null, cancellationToken));
            }

            if (written.Refusals.Count == 0)
                return Done(await ReportAsync(entity, intent, written, cancellationToken));
            // What serves stays as it is; that somebody has to act is for the resource to say, not for the log alone.
            var again = await ReportAsync(entity, Planner.Refused(intent, written.Refusals), written, cancellationToken);
            return ReconciliationResult.Failure(string.Join("; ", written.Refusals), written.Cause, again);
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or KubernetesException or HttpRequestException))
        {
            // A bug, which is tried again and logged as one. Only that the resource does not go on saying what was so before it.
            await TellAsync(entity, Planner.Failed(observed, fault.GetType().Name), null, cancellationToken);
            throw;
        }
    }

    private async Task<TimeSpan?> ReportAsync(MailServerTls entity, Intent intent, Written? written, CancellationToken cancellationToken)
    {
        var statusDue = await TellAsync(entity, intent, written, cancellationToken);
        if (!Planner.IsPaused(entity))
            probes.Want(NamespacedName.Of(entity), intent.Probe);
        return Earlier(intent.LookAgain, statusDue);
    }

    private Task<TimeSpan?> TellAsync(MailServerTls entity, Intent intent, Written? written, CancellationToken cancellationToken)
    {
        var report = Report.Of(intent.Situation);
        if (logger.IsEnabled(LogLevel.Trace))
            logger.LogTrace("{Resource} of generation {Generation}: {Decision}", NamespacedName.Of(entity), entity.Metadata.Generation, ReconcileTrace.Of(intent, report));
        return applier.ReportAsync(entity, intent, report, written, cancellationToken);
    }

    private static ReconciliationResult Done(TimeSpan? again) => again is { } time ? ReconciliationResult.Success(time) : ReconciliationResult.Success();

    private static TimeSpan? Earlier(TimeSpan? one, TimeSpan? other) => one is null || other < one ? other ?? one : one;

    /// <inheritdoc/>
    public Task DeletedAsync(string @namespace, string name, CancellationToken cancellationToken)
    {
        var resource = new NamespacedName(@namespace, name);
        probes.Forget(resource);
        observer.Forget(resource);
        applier.Forget(resource);
        return Task.CompletedTask;
    }
}
