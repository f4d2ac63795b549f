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
        Intent intent;
        TimeSpan? statusDue;
        try
        {
            intent = Planner.Plan(observed, settings);
            statusDue = await ApplyAsync(entity, intent, cancellationToken);
        }
        catch (OwnerDeletedException former)
        {
            return Done(await ReportAsync(entity, observed, new("metadata.name", "WaitingForDeletion", former.Message, Waiting: true), cancellationToken));
        }
        catch (NameTakenException taken)
        {
            return await ReportRefusalAsync(entity, observed, new("metadata.name", "NameTaken", taken.Message), taken, cancellationToken);
        }
        catch (KubernetesException refused) when (refused.IsRefusal)
        {
            return await ReportRefusalAsync(entity, observed, new("spec", "Refused", $"The API server refuses what this resource comes to: {refused.Message}"), refused, cancellationToken);
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or KubernetesException or HttpRequestException))
        {
            // A bug, which is tried again and logged as one. Only that the resource does not go on saying what was so before it.
            await ApplyAsync(entity, Planner.Failed(observed, fault.GetType().Name), cancellationToken);
            throw;
        }

        if (!Planner.IsPaused(entity))
            probes.Want(NamespacedName.Of(entity), intent.Probe);
        return Done(Earlier(intent.LookAgain, statusDue));
    }

    private Task<TimeSpan?> ApplyAsync(MailServerTls entity, Intent intent, CancellationToken cancellationToken)
    {
        var report = Report.Of(intent.Situation);
        if (logger.IsEnabled(LogLevel.Trace))
            logger.LogTrace("{Resource} of generation {Generation}: {Decision}", NamespacedName.Of(entity), entity.Metadata.Generation, ReconcileTrace.Of(intent, report));
        return applier.ApplyAsync(entity, intent, report, cancellationToken);
    }

    // What serves stays as it is; that somebody has to act is for the resource to say, not for the log alone.
    private async Task<ReconciliationResult> ReportRefusalAsync(
        MailServerTls entity, Observation observed, Refusal refusal, Exception cause, CancellationToken cancellationToken) =>
        ReconciliationResult.Failure($"{refusal.Field}: {refusal.Message}", cause, await ReportAsync(entity, observed, refusal, cancellationToken));

    private async Task<TimeSpan?> ReportAsync(MailServerTls entity, Observation observed, Refusal refusal, CancellationToken cancellationToken)
    {
        var intent = Planner.Plan(observed with { Refusal = refusal }, settings);
        var statusDue = await ApplyAsync(entity, intent, cancellationToken);
        probes.Want(NamespacedName.Of(entity), intent.Probe);
        return Earlier(intent.LookAgain, statusDue);
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
