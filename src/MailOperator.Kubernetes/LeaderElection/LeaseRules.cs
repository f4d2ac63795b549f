using MailOperator.Kubernetes.Models;

namespace MailOperator.Kubernetes.LeaderElection;

/// <summary>What may be done with a lease: client-go's rules (<c>tools/leaderelection</c>), without I/O.</summary>
internal static class LeaseRules
{
    /// <summary>What to do with a lease of which <paramref name="unchanged"/> was heard of no change.</summary>
    /// <remarks>
    /// Time is measured on our own monotonic clock since we saw the lease change. The times written in it are of another machine's
    /// clock and are for people only.
    /// </remarks>
    public static LeaseMove Next(V1LeaseSpec? spec, TimeSpan unchanged, LeaderElectionSettings settings) => spec switch
    {
        { HolderIdentity: var holder } when holder == settings.Identity => LeaseMove.Renew,
        { HolderIdentity: { Length: > 0 } } when unchanged < DurationOf(spec, settings) => LeaseMove.Wait,
        _ => LeaseMove.Take,
    };

    /// <summary>The lease as it is to be written.</summary>
    public static V1LeaseSpec Write(LeaseMove move, V1LeaseSpec? before, LeaderElectionSettings settings, DateTimeOffset now) => new()
    {
        HolderIdentity = settings.Identity,
        LeaseDurationSeconds = (int)settings.LeaseDuration.TotalSeconds,
        AcquireTime = move == LeaseMove.Renew ? before?.AcquireTime : now,
        RenewTime = now,
        LeaseTransitions = before is null ? 0 : (before.LeaseTransitions ?? 0) + (move == LeaseMove.Take ? 1 : 0),
    };

    /// <summary>The lease that its holder gives up: the next one need not wait.</summary>
    public static V1LeaseSpec Release(V1LeaseSpec? before, DateTimeOffset now) => new()
    {
        HolderIdentity = "",
        LeaseDurationSeconds = 1,
        AcquireTime = now,
        RenewTime = now,
        LeaseTransitions = before?.LeaseTransitions,
    };

    // The holder's promise counts, which may have been made with other settings.
    private static TimeSpan DurationOf(V1LeaseSpec spec, LeaderElectionSettings settings) =>
        spec.LeaseDurationSeconds is { } seconds and > 0 ? TimeSpan.FromSeconds(seconds) : settings.LeaseDuration;
}

/// <summary>What to do with a lease.</summary>
internal enum LeaseMove
{
    /// <summary>Somebody else holds it.</summary>
    Wait,

    /// <summary>It is free, or its holder has not renewed it in time.</summary>
    Take,

    /// <summary>It is ours.</summary>
    Renew,
}
