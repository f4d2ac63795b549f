using System.Runtime.ExceptionServices;
using MailOperator.Api;
using MailOperator.Api.Status;
using MailOperator.Apply;
using MailOperator.Kubernetes.Client;
using MailOperator.Kubernetes.Controllers;
using MailOperator.Kubernetes.Informers;
using MailOperator.Kubernetes.Models;
using MailOperator.Observe;
using MailOperator.Owned;
using MailOperator.Plan;
using MailOperator.Probe;
using MailOperator.Status;
using Microsoft.Extensions.Logging;

namespace MailOperator;

/// <summary>The way of the data, once around: observe, plan, apply and report, and say what is to be probed.</summary>
public sealed class MailServerTlsController(
    Observer observer,
    PlanSettings settings,
    Applier applier,
    ProbeBoard probes,
    ILogger<MailServerTlsController> logger)
    : IEntityController<MailServerTls>
{
    /// <inheritdoc/>
    public async Task<ReconciliationResult> ReconcileAsync(MailServerTls entity, CancellationToken cancellationToken)
    {
        // What hangs on a resource that is being deleted is the garbage collector's.
        if (entity.Metadata.DeletionTimestamp is not null)
            return ReconciliationResult.Success();

        var attempt = new Attempt();
        try
        {
            var result = await ReconcileAsync(entity, attempt, cancellationToken);
            applier.Patience.Forget(NamespacedName.Of(entity));
            return result;
        }
        catch (KubernetesException error)
        {
            if (applier.Patience.IsOver(NamespacedName.Of(entity)) && !Planner.IsPaused(entity))
                await TellErrorAsync(entity, attempt, error, cancellationToken);
            throw;
        }
        catch (UnreadableObjectException unreadable)
        {
            var problem = new Problem("spec", Problem.Unreadable, unreadable.Message);
            var intent = Planner.Refused(attempt.Intent ?? Planner.Unobserved(observer.Seen(entity)), [problem]) with { Delete = [] };
            if (!Planner.IsPaused(entity))
                await TryTellAsync(entity, intent, cancellationToken);
            return ReconciliationResult.Failure(unreadable.Message, unreadable, intent.LookAgain);
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or HttpRequestException))
        {
            // A bug, which is tried again and logged as one. Only that the resource does not go on saying what was so before it.
            await TellFaultAsync(entity, fault.GetType().Name, cancellationToken);
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<ReconciliationResult> UnreadableAsync(UnreadableObject entity, CancellationToken cancellationToken)
    {
        await applier.ReportAsync(entity, cancellationToken);
        return ReconciliationResult.Success();
    }

    private async Task<ReconciliationResult> ReconcileAsync(MailServerTls entity, Attempt attempt, CancellationToken cancellationToken)
    {
        var observed = await observer.ObserveAsync(entity, cancellationToken);
        var intent = attempt.Intent = Planner.Plan(observed, settings);
        if (await applier.IsLeavingAsync(entity, intent, cancellationToken))
            return ReconciliationResult.Success();
        Written written;
        try
        {
            written = attempt.Written = await applier.WriteAsync(intent, cancellationToken);
        }
        catch (OwnerDeletedException former)
        {
            var problem = new Problem("metadata.name", "WaitingForDeletion", former.Message, Waiting: true);
            var waiting = Planner.Refused(intent, [problem]) with { Delete = [] };
            return Done(await ReportAsync(entity, waiting, null, cancellationToken));
        }

        if (written.Error is null && Planner.IsKeptOut(intent, written.Missing))
        {
            // What serves is kept up meanwhile, and its certificates renewed.
            intent = attempt.Intent = Planner.Plan(observed, settings, isRefused: true);
            var kept = await applier.WriteAsync(intent, cancellationToken);
            written = attempt.Written = kept with
            {
                Refusals = [.. written.Refusals.Union(kept.Refusals)],
                Seen = [.. written.Seen, .. kept.Seen],
            };
        }

        if (written.Error is { } error)
            ExceptionDispatchInfo.Throw(error);
        if (intent.IsTooExpensive)
        {
            await ReportAsync(entity, intent, written, cancellationToken);
            return ReconciliationResult.Failure(string.Join("; ", intent.Situation!.Problems));
        }
        if (written.Refusals.Count == 0)
            return Done(await ReportAsync(entity, intent, written, cancellationToken));
        // What serves stays as it is; that somebody has to act is for the resource to say, not for the log alone.
        var refused = Planner.Refused(intent, written.Refusals);
        var isKnown = Told(entity.Status) == Told(Report.Of(refused.Situation).Status ?? entity.Status);
        var again = await ReportAsync(entity, refused, written, cancellationToken);
        return ReconciliationResult.Failure(string.Join("; ", written.Refusals), requeueAfter: again, isKnown: isKnown);
    }

    private static string? Told(MailServerTlsStatus? status) =>
        status?.Conditions.FirstOrDefault(condition => condition.Type == ConditionTypes.ConfigurationValid)?.Message;

    // When to try again is left to the queue.
    private async Task TellErrorAsync(MailServerTls entity, Attempt attempt, KubernetesException error, CancellationToken cancellationToken)
    {
        var refusals = attempt.Written?.Refusals ?? [];
        if (attempt.Written?.Error is null)
            refusals = [.. refusals, ApiProblem.Of(error, attempt.Intent is null ? "Reading what the resource refers to" : "Writing")];
        var intent = Planner.Refused(attempt.Intent ?? Planner.Unobserved(Seen(entity)), refusals);
        probes.Want(NamespacedName.Of(entity), intent.Probe);
        await TryTellAsync(entity, attempt.Written?.Error is null ? intent with { Delete = [] } : intent, cancellationToken);
    }

    // Also when looking at the resource is what fails, or telling what was seen: then nothing is told but that.
    private async Task TellFaultAsync(MailServerTls entity, string fault, CancellationToken cancellationToken)
    {
        foreach (var look in new Func<MailServerTls, Observation>[] { Seen, observer.Blind })
        {
            try
            {
                await TryTellAsync(entity, Planner.Failed(look(entity), fault), cancellationToken);
                return;
            }
            catch (Exception another) when (another is not OperationCanceledException)
            {
                logger.LogError("{Resource}: what was seen of it cannot be told: {Fault}", NamespacedName.Of(entity), another.GetType().Name);
            }
        }
    }

    private Observation Seen(MailServerTls entity)
    {
        try
        {
            return observer.Seen(entity);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            return observer.Blind(entity);
        }
    }

    private async Task TryTellAsync(MailServerTls entity, Intent intent, CancellationToken cancellationToken)
    {
        try
        {
            await TellAsync(entity, intent, null, cancellationToken);
        }
        catch (Exception lost) when (lost is KubernetesException or HttpRequestException)
        {
            logger.LogWarning(
                "{Resource}: its status could not be written and may say what was so before: {Error} It should say: {Problems}",
                NamespacedName.Of(entity), lost.Message, string.Join("; ", intent.Situation!.Refusals.Concat(intent.Situation.Problems)));
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
        {
            logger.LogTrace(
                "{Resource} of generation {Generation}: {Decision}",
                NamespacedName.Of(entity), entity.Metadata.Generation, ReconcileTrace.Of(intent, report));
        }
        return applier.ReportAsync(entity, intent, report, written, cancellationToken);
    }

    private static ReconciliationResult Done(TimeSpan? again) =>
        again is { } time ? ReconciliationResult.Success(time) : ReconciliationResult.Success();

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

    /// <summary>How far a reconcile has come.</summary>
    private sealed class Attempt
    {
        public Intent? Intent { get; set; }

        public Written? Written { get; set; }
    }
}
