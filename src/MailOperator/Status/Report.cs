using MailOperator.Api;
using MailOperator.Api.Status;
using MailOperator.Plan;
using MailOperator.Roll;

namespace MailOperator.Status;

/// <summary>What people are told of a reconcile.</summary>
/// <param name="Status">The resource's status; null to leave it as it is.</param>
/// <param name="Events">What to record as events.</param>
/// <param name="CanWait">There is no more to tell than progress.</param>
public sealed record Report(MailServerTlsStatus? Status, IReadOnlyList<Announcement> Events, bool CanWait = false)
{
    /// <summary>Tells what planning found; nothing of a resource that is let alone.</summary>
    public static Report Of(Situation? situation)
    {
        if (situation is null)
            return new(null, []);
        var status = StatusBuilder.Build(situation);
        var before = situation.Observed.Resource.Status;
        if (IsOnlyUnasked(situation.Observed.Resource, status))
            return new(null, []);
        var events = Announcements.Of(before, status);
        return new(status, events, events.Count == 0 && Progress.IsAll(before, status));
    }

    // An operator that has just begun knows of no handshake yet. That a server is ready stays said until one tells otherwise, which takes
    // seconds.
    private static bool IsOnlyUnasked(MailServerTls resource, MailServerTlsStatus status) =>
        resource.Status is { } before
        && before.ObservedGeneration == resource.Metadata.Generation
        && Of(before, ConditionTypes.Ready) is { Status: ConditionStatus.True }
        && Of(status, ConditionTypes.Ready) is
        {
            Status: ConditionStatus.False,
            Reason: Findings.NotProbed or nameof(RollReason.WaitingForProof)
        };

    private static Condition? Of(MailServerTlsStatus status, string type) =>
        status.Conditions.FirstOrDefault(condition => condition.Type == type);
}
