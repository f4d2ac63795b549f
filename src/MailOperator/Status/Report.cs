using MailOperator.Api.Status;
using MailOperator.Plan;

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
        var events = Announcements.Of(before, status);
        return new(status, events, events.Count == 0 && Progress.IsAll(before, status));
    }
}
