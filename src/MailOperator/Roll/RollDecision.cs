using System.Globalization;

namespace MailOperator.Roll;

/// <summary>Why the roll stands where it stands.</summary>
public enum RollReason
{
    /// <summary>Every pod runs the planned revision, is ready and is not refuted.</summary>
    Complete,

    /// <summary>No pod runs another revision, but some are not there or not ready yet.</summary>
    Starting,

    /// <summary>One pod is being replaced.</summary>
    Rolling,

    /// <summary>Nothing is taken down while a pod is not ready.</summary>
    WaitingForPod,

    /// <summary>A pod has not become ready for so long that it will not by itself.</summary>
    Blocked,

    /// <summary>A new pod is ready, but no handshake has proven yet what it serves.</summary>
    WaitingForProof,

    /// <summary>A new pod serves something else than planned: the rest stays as it is.</summary>
    Stopped,
}

/// <summary>What handshakes from outside the pod say of it.</summary>
public enum PodProof
{
    /// <summary>No handshake with this pod has ended yet.</summary>
    Unknown,

    /// <summary>Every listener serves the planned certificate.</summary>
    Proven,

    /// <summary>A listener answered, and not as planned.</summary>
    Refuted,

    /// <summary>The pod's address does not answer from where the operator runs; its own readiness is all there is.</summary>
    Unreachable,

    /// <summary>
    /// A listener greets nobody, as while a milter is away or it has too many clients, which says nothing of its certificate; the pod's own
    /// readiness is all there is.
    /// </summary>
    TurnedAway,
}

/// <summary>What the roll needs to know of one pod.</summary>
/// <param name="Ordinal">Its number in the StatefulSet.</param>
/// <param name="Current">It carries the planned revision.</param>
/// <param name="Ready">Its Ready condition is true and it is not being deleted.</param>
/// <param name="Proof">What handshakes say of it.</param>
/// <param name="NotReadySince">Since when it has not been ready; null when it is ready or that is not known.</param>
/// <param name="Missing">It is not there, and counts as one of the revision before.</param>
public sealed record RollPod(
    int Ordinal, bool Current, bool Ready, PodProof Proof, DateTimeOffset? NotReadySince = null, bool Missing = false);

/// <summary>
/// How far the StatefulSet may go: pods from <see cref="Partition"/> upwards get the planned revision.
/// </summary>
/// <remarks>
/// The StatefulSet controller takes pods down from the highest ordinal, one at a time, but it looks only at the pods that it
/// has replaced: an older pod that is not ready does not hold it back. The partition does. It is lowered by one pod when
/// <list type="bullet">
/// <item>every pod above is replaced, ready, and not refuted by a handshake, and</item>
/// <item>every other pod is ready, or the next pod is not ready itself and so loses nothing.</item>
/// </list>
/// So no more than one pod is down by our doing, none while another is not ready, and a revision that turns out bad
/// stops at the first pod. A pod that the roll waits for is waited for without end; after a time somebody is asked to look.
/// </remarks>
/// <param name="Partition">The value for <c>spec.updateStrategy.rollingUpdate.partition</c>.</param>
/// <param name="Reason">Why.</param>
/// <param name="Message">The same in a sentence.</param>
/// <param name="LookAgain">When waiting for a pod turns into being blocked by it.</param>
public sealed record RollDecision(int Partition, RollReason Reason, string Message, DateTimeOffset? LookAgain = null)
{
    /// <summary>
    /// A pod that has not become ready after this is told as blocking: 10 min, as for a Deployment (<c>progressDeadlineSeconds</c>).
    /// </summary>
    public static readonly TimeSpan ReadyDeadline = TimeSpan.FromMinutes(10);

    /// <summary>
    /// What keeps a pod from starting is waited for so long before somebody is asked to look: a node may be on its way, a volume be made.
    /// </summary>
    public static readonly TimeSpan TroubleDeadline = TimeSpan.FromMinutes(2);

    /// <summary>The number of the pod that is waited for to be there and ready; null when none is.</summary>
    public int? WaitsFor { get; init; }

    /// <summary>Whether the roll goes on only when somebody acts.</summary>
    public bool NeedsSomebody { get; init; } = Reason is RollReason.Stopped or RollReason.Blocked;

    /// <summary>
    /// Since when a pod has been missing that the roll waits for; null when it waits for none. The next decision has to know it.
    /// </summary>
    public DateTimeOffset? MissingSince { get; init; }

    /// <summary>Decides from the pods that exist; those that are missing are the StatefulSet controller's to make.</summary>
    /// <param name="server">The name of the StatefulSet.</param>
    /// <param name="replicas">How many pods there should be.</param>
    /// <param name="pods">Those that there are, or are known to have been lost.</param>
    /// <param name="now">The moment.</param>
    /// <param name="missingSince"><see cref="MissingSince"/> of the decision before.</param>
    public static RollDecision Decide(
        string server, int replicas, IReadOnlyList<RollPod> pods, DateTimeOffset now, DateTimeOffset? missingSince = null)
    {
        var byOrdinal = pods.Where(pod => pod.Ordinal < replicas).ToDictionary(pod => pod.Ordinal);
        var outdated = byOrdinal.Values.Where(pod => !pod.Current).Select(pod => pod.Ordinal).DefaultIfEmpty(-1).Max();

        foreach (var ordinal in Enumerable.Range(outdated + 1, replicas - outdated - 1).Reverse())
        {
            var unsettled = Unsettled(server, byOrdinal.GetValueOrDefault(ordinal), ordinal);
            if (unsettled is null)
                continue;
            var (reason, message) = unsettled.Value;
            var waiting = outdated < 0 && reason is RollReason.WaitingForPod
                ? new RollDecision(0, RollReason.Starting, message)
                : new(outdated + 1, reason, message);
            return reason is RollReason.WaitingForPod ? Until(waiting, ordinal) : waiting;
        }

        if (outdated < 0)
        {
            return new(
                0, RollReason.Complete, string.Create(CultureInfo.InvariantCulture, $"All {replicas} pods serve the planned revision."));
        }

        // Also below: wherever a pod with the planned revision turned out to serve something else, the revision goes no further.
        if (byOrdinal.Values.FirstOrDefault(pod => pod is { Current: true, Proof: PodProof.Refuted }) is { } refuted)
            return new(outdated + 1, RollReason.Stopped, Refuted(server, refuted.Ordinal));

        var next = byOrdinal[outdated];
        var blocker = Enumerable.Range(0, outdated)
            .FirstOrDefault(ordinal => byOrdinal.GetValueOrDefault(ordinal) is not { Ready: true }, -1);
        return next.Ready && blocker >= 0
            ? Until(
                new(
                    outdated + 1,
                    RollReason.WaitingForPod,
                    $"Pod {server}-{blocker} is not ready; no other pod is taken down until it is."),
                blocker)
            : new(outdated, RollReason.Rolling, $"Replacing pod {server}-{outdated}.");

        RollDecision Until(RollDecision decided, int ordinal)
        {
            var waiting = decided with { WaitsFor = ordinal };
            return byOrdinal.GetValueOrDefault(ordinal) is { Missing: false } pod
            ? After(pod.NotReadySince, waiting, string.Create(
                CultureInfo.InvariantCulture,
                $"Pod {server}-{ordinal} has not been ready for {ReadyDeadline.TotalMinutes:0} min, "
                + $"and no other pod is taken down until it is. "
                + $"See kubectl describe pod {server}-{ordinal} and its log; "
                + $"mend the node or volume that it waits for, or delete the pod to have it made anew."))
            : After(missingSince ?? now, waiting with { MissingSince = missingSince ?? now }, string.Create(
                CultureInfo.InvariantCulture,
                $"Pod {server}-{ordinal} has not been created for {ReadyDeadline.TotalMinutes:0} min, "
                + $"and no other pod is taken down until it is there. {RefusedPod.Remedy("statefulset", server)}"));
        }

        RollDecision After(DateTimeOffset? since, RollDecision waiting, string message) =>
            since is null ? waiting
            : now < since + ReadyDeadline ? waiting with { LookAgain = since + ReadyDeadline }
            : waiting with { Reason = RollReason.Blocked, Message = message, NeedsSomebody = true };
    }

    /// <summary>The same decision, where it is known what keeps the pod that it waits for from starting.</summary>
    /// <param name="due">When somebody is asked to look.</param>
    /// <param name="now">The moment.</param>
    public RollDecision HeldUp(DateTimeOffset due, DateTimeOffset now) => this with
    {
        NeedsSomebody = NeedsSomebody || now >= due,
        LookAgain = now < due && !(LookAgain < due) ? due : LookAgain,
    };

    private static (RollReason Reason, string Message)? Unsettled(string server, RollPod? pod, int ordinal) => pod switch
    {
        null => (RollReason.WaitingForPod, $"Waiting for pod {server}-{ordinal} to be created."),
        { Ready: false } => (RollReason.WaitingForPod, $"Waiting for pod {server}-{ordinal} to become ready."),
        { Proof: PodProof.Refuted } => (RollReason.Stopped, Refuted(server, ordinal)),
        { Proof: PodProof.Unknown } => (RollReason.WaitingForProof, $"Pod {server}-{ordinal} is ready; its listeners are being probed."),
        _ => null,
    };

    private static string Refuted(string server, int ordinal) =>
        $"Pod {server}-{ordinal} does not serve what was planned; the other pods stay as they are.";
}
