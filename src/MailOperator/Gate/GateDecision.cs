using System.Globalization;
using MailOperator.Api.Status;
using MailOperator.Kubernetes.Models;
using MailOperator.Roll;
using MailOperator.Server;

namespace MailOperator.Gate;

/// <summary>What is to be done about the trial of a candidate.</summary>
/// <param name="Status">The verdict, for the resource's status, which remembers it: the Job goes once it is there.</param>
/// <param name="RunJob">The Job has to exist.</param>
/// <param name="LookAgain">When a failed candidate is tried again, or a pod that is not there counts as refused.</param>
/// <param name="NeedsSomebody">What the trial waits for does not come by itself.</param>
public sealed record GateDecision(GateStatus Status, bool RunJob, DateTimeOffset? LookAgain = null, bool NeedsSomebody = false)
{
    /// <summary>Of two watches one may be ahead: so long after a Job has failed, what its pod said is waited for.</summary>
    private static readonly TimeSpan WatchLag = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(2);

    /// <summary>A Job without a pod for longer than this has one that is refused: the Job controller makes it within a second.</summary>
    private static readonly TimeSpan CreationDeadline = TimeSpan.FromSeconds(15);

    /// <summary>Whether the candidate may be rolled out.</summary>
    public bool Passed => Status.Verdict == GateVerdict.Passed;

    /// <summary>
    /// Decides from what is remembered, and from the Job and its pod, where they exist. What the gate's own container ended with is the
    /// verdict. The Job's conditions alone are not: with a sidecar that runs on in the pod, the Job never completes.
    /// </summary>
    public static GateDecision Decide(
        string hash, GateStatus? remembered, V1Job? job, V1Pod? pod, DateTimeOffset now, TimeSpan retry)
    {
        // A clock that was wrong and has been set right would otherwise put off the next trial for as long as it was ahead.
        if (remembered?.Hash != hash || (remembered is { Verdict: GateVerdict.Failed } && remembered.Time > now + retry))
            remembered = null;
        switch (remembered)
        {
            case { Verdict: GateVerdict.Passed }:
                return new(remembered, RunJob: false);
            case { Verdict: GateVerdict.Failed } when now < remembered.Time + retry:
                return new(remembered, RunJob: false, remembered.Time + retry);
            // A Job from before the verdict is not the one that tries again: it has to go first.
            case { Verdict: GateVerdict.Failed } when job?.Metadata.CreationTimestamp < remembered.Time:
                return new(remembered, RunJob: false, now + TimeSpan.FromSeconds(5));
        }

        var begun = remembered is { Verdict: GateVerdict.Running } ? remembered.Time : now;
        var ended = State(pod)?.Terminated;
        return job is null ? Running("The gate is being started.")
            : ended is { ExitCode: 0 } || Has(job, "Complete") ? Verdict(GateVerdict.Passed, PassedMessage)
            : Has(job, "Failed") && !Has(job, "Failed", "DeadlineExceeded") && IsTakenAway(pod) ? Interrupted(pod)
            : ended is null && HasJustFailed(job, now) ? Running(Trying) with { LookAgain = now + Glance }
            : Has(job, "Failed") || (ended is not null && !IsTakenAway(pod)) ? Verdict(GateVerdict.Failed, Why(job, pod))
            : HasNoPod(job, pod) ? Uncreated(job)
            : Waiting(pod) is { } trouble ? Held(trouble) : Running(Trying);

        // Once is chance. Beyond the time that one Job has, it is at least the second, and goes the way of other failures.
        GateDecision Interrupted(V1Pod? pod) => now - begun < GateJob.Deadline
            ? Running("The gate's pod was taken away before its verdict; it is tried again.") with { RunJob = false }
            : Verdict(GateVerdict.Failed, TakenAway(pod));

        GateDecision Uncreated(V1Job job) => job.Metadata.CreationTimestamp + CreationDeadline is { } due && now < due
            ? Running(Trying) with { LookAgain = due }
            : Running(WithoutPod(job)) with { NeedsSomebody = true };

        GateDecision Held(PodTrouble trouble)
        {
            var due = job.Metadata.CreationTimestamp + RollDecision.TroubleDeadline;
            return Running($"The gate's pod waits: {trouble.Message}") with { LookAgain = now < due ? due : null, NeedsSomebody = now >= due };
        }

        GateDecision Running(string message) =>
            new(new() { Hash = hash, Verdict = GateVerdict.Running, Message = message, Time = begun }, RunJob: true);

        GateDecision Verdict(GateVerdict verdict, string message) =>
            new(
                new() { Hash = hash, Verdict = verdict, Message = message, Time = now },
                RunJob: false,
                verdict == GateVerdict.Failed ? now + retry : null);
    }

    /// <summary>
    /// What is remembered of a candidate that the pods have been told to run, which only one that has passed is: where the operator
    /// ended between the two, or something else was tried meanwhile, the status does not know it yet.
    /// </summary>
    public static GateStatus OfServing(string hash, GateStatus? remembered, DateTimeOffset now) =>
        remembered is { Verdict: GateVerdict.Passed } && remembered.Hash == hash
            ? remembered
            : new() { Hash = hash, Verdict = GateVerdict.Passed, Message = PassedMessage, Time = now };

    private const string Trying = "The gate is trying the candidate.";

    private const string PassedMessage = "Every listener served the planned certificate.";

    /// <summary>What the gate says that was ended by a signal (deploy/images/postfix/lib/verdict.sh).</summary>
    private const string Stopped = "the gate was stopped before it had finished";

    private static bool Has(V1Job job, string condition, string? reason = null) =>
        job.Status?.Conditions?.Any(each =>
            each.Type == condition && each.Status == "True" && (reason is null || each.Reason == reason)) ?? false;

    // With the deadline over, or without a pod, nothing more is to come.
    private static bool HasJustFailed(V1Job job, DateTimeOffset now) =>
        job.Status?.Conditions?.FirstOrDefault(each => each is { Type: "Failed", Status: "True", Reason: not "DeadlineExceeded" })
            is { LastTransitionTime: { } failed }
        && (now - failed).Duration() < WatchLag;

    // A node that is drained, or a pod that matters more, says nothing of the candidate. The Job has to go first, and that it went is
    // told.
    private static bool IsTakenAway(V1Pod? pod) =>
        pod?.Status?.Reason is "Evicted" or "Preempting" or "Shutdown" or "Terminated"
        || Disruption(pod) is not null
        || State(pod)?.Terminated?.Message?.Contains(Stopped, StringComparison.Ordinal) == true;

    private static V1PodCondition? Disruption(V1Pod? pod) =>
        pod?.Status?.Conditions?.FirstOrDefault(condition => condition is { Type: "DisruptionTarget", Status: "True" });

    private static string TakenAway(V1Pod? pod)
    {
        var reason = pod?.Status?.Reason ?? Disruption(pod)?.Reason ?? "stopped";
        var message = pod?.Status?.Message ?? Disruption(pod)?.Message;
        var told = message is null ? reason : $"{reason}: {StatusText.Shorten(message.Trim(), 300)}";
        return $"The gate's pod is taken away again and again before its verdict ({told}). Mend what takes it, such as a node short of "
            + "memory or storage, or set spec.workload.resources or priorityClassName; the gate is tried again by itself.";
    }

    /// <summary>Whether there never was one: one that the deadline has ended is deleted by the Job controller, and counted.</summary>
    private static bool HasNoPod(V1Job job, V1Pod? pod) =>
        pod is null && (job.Status?.Active ?? 0) == 0 && (job.Status?.Failed ?? 0) == 0;

    private static string WithoutPod(V1Job job) =>
        $"The gate's pod has not been created. {RefusedPod.Remedy("job", job.Metadata.Name!)}";

    private static string Why(V1Job job, V1Pod? pod)
    {
        var ended = State(pod)?.Terminated;
        if (!string.IsNullOrWhiteSpace(ended?.Message))
            return StatusText.Shorten(ended.Message.Trim(), 3000);
        var reason = job.Status?.Conditions?.FirstOrDefault(each => each.Type == "Failed")?.Reason ?? ended?.Reason ?? "unknown";
        if (HasNoPod(job, pod))
            return $"The gate gave no verdict ({reason}). {WithoutPod(job)} The gate is tried again by itself.";
        var found = Waiting(pod) is { } waiting ? $"; its pod waited: {waiting.Message}"
            : ended is null ? ""
            : string.Create(CultureInfo.InvariantCulture, $"; its container ended with {ended.ExitCode}, {ended.Reason}");
        return $"The gate gave no verdict ({reason}{found}). Look at the image of spec.workload.image and at what its pod needs of a node; "
            + "the gate is tried again by itself.";
    }

    private static PodTrouble? Waiting(V1Pod? pod) => PodTrouble.Waiting(pod, container => container.Name == GateJob.Container);

    private static V1ContainerState? State(V1Pod? pod) =>
        pod?.Status?.ContainerStatuses?.FirstOrDefault(container => container.Name == GateJob.Container)?.State;
}
