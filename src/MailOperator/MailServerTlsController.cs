using MailOperator.Api;
using MailOperator.Apply;
using MailOperator.Kubernetes.Controllers;
using MailOperator.Kubernetes.Informers;
using MailOperator.Observe;
using MailOperator.Owned;
using MailOperator.Plan;
using MailOperator.Probe;
using MailOperator.Status;

namespace MailOperator;

/// <summary>The way of the data, once around: observe, plan, apply and report, and say what is to be probed.</summary>
public sealed class MailServerTlsController(Observer observer, PlanSettings settings, Applier applier, ProbeBoard probes) : IEntityController<MailServerTls>
{
    /// <inheritdoc/>
    public async Task<ReconciliationResult> ReconcileAsync(MailServerTls entity, CancellationToken cancellationToken)
    {
        // What hangs on a resource that is being deleted is the garbage collector's.
        if (entity.Metadata.DeletionTimestamp is not null)
            return ReconciliationResult.Success();

        var observed = await observer.ObserveAsync(entity, cancellationToken);
        var intent = Planner.Plan(observed, settings);
        try
        {
            await applier.ApplyAsync(entity, intent, Report.Of(intent.Situation), cancellationToken);
        }
        catch (NameTakenException taken)
        {
            intent = Planner.Plan(observed with { NameTaken = taken.Message }, settings);
            await applier.ApplyAsync(entity, intent, Report.Of(intent.Situation), cancellationToken);
        }

        if (!Planner.IsPaused(entity))
            probes.Want(NamespacedName.Of(entity), intent.Probe);
        return intent.LookAgain is { } time ? ReconciliationResult.Success(time) : ReconciliationResult.Success();
    }

    /// <inheritdoc/>
    public Task DeletedAsync(string @namespace, string name, CancellationToken cancellationToken)
    {
        probes.Forget(new(@namespace, name));
        return Task.CompletedTask;
    }
}
