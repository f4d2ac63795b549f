using MailOperator.Api.Status;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Gate;

/// <summary>What is to be done about the trial of a candidate.</summary>
/// <param name="Status">The verdict, for the resource's status, which remembers it: the Job goes once it is there.</param>
/// <param name="RunJob">The Job has to exist.</param>
/// <param name="RetryAt">When a failed candidate is tried again.</param>
public sealed record GateDecision(GateStatus Status, bool RunJob, DateTimeOffset? RetryAt = null)
{
    /// <summary>Whether the candidate may be rolled out.</summary>
    public bool Passed => Status.Verdict == GateVerdict.Passed;

    /// <summary>Decides from what is remembered and from the Job, where it exists.</summary>
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

        var running = remembered is { Verdict: GateVerdict.Running } ? remembered.Time : now;
        return job is null ? Running("The gate is being started.")
            : Has(job, "Complete") ? Verdict(GateVerdict.Passed, PassedMessage)
            : Has(job, "Failed") && IsInterrupted(job, pod)
                ? Running("The gate's pod was taken away before its verdict; it is tried again.") with { RunJob = false }
            : Has(job, "Failed") ? Verdict(GateVerdict.Failed, Why(job, pod))
            : Running(Waiting(pod) is { } waiting ? $"The gate's pod waits: {waiting}" : "The gate is trying the candidate.");

        GateDecision Running(string message) =>
            new(new() { Hash = hash, Verdict = GateVerdict.Running, Message = message, Time = running }, RunJob: true);

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

    private const string PassedMessage = "Every listener served the planned certificate.";

    /// <summary>What the gate says that was ended by a signal (deploy/images/postfix/lib/verdict.sh).</summary>
    private const string Stopped = "the gate was stopped before it had finished";

    private static bool Has(V1Job job, string condition, string? reason = null) =>
        job.Status?.Conditions?.Any(each =>
            each.Type == condition && each.Status == "True" && (reason is null || each.Reason == reason)) ?? false;

    // A node that is drained, or a pod that matters more, says nothing of the candidate. The Job has to go first, and that it went is told.
    private static bool IsInterrupted(V1Job job, V1Pod? pod) =>
        !Has(job, "Failed", "DeadlineExceeded")
        && (pod?.Status?.Reason is "Evicted" or "Preempting" or "Shutdown" or "Terminated"
            || pod?.Status?.Conditions?.Any(condition => condition is { Type: "DisruptionTarget", Status: "True" }) == true
            || State(pod)?.Terminated?.Message?.Contains(Stopped, StringComparison.Ordinal) == true);

    private static string Why(V1Job job, V1Pod? pod)
    {
        var ended = State(pod)?.Terminated;
        if (!string.IsNullOrWhiteSpace(ended?.Message))
            return StatusText.Shorten(ended.Message.Trim(), 3000);
        var condition = job.Status?.Conditions?.FirstOrDefault(each => each.Type == "Failed");
        var waited = Waiting(pod);
        return $"The gate gave no verdict ({condition?.Reason ?? "unknown"}{(waited is null ? "" : $"; its pod waited: {waited}")}). "
            + "Look at the image of spec.workload.image and at the namespace's quota; the gate is tried again by itself.";
    }

    private static string? Waiting(V1Pod? pod)
    {
        var waiting = State(pod)?.Waiting;
        if (waiting is { Reason: not ("ContainerCreating" or "PodInitializing") })
            return $"{waiting.Reason} {StatusText.Shorten(waiting.Message ?? "", 300)}".TrimEnd();
        var unscheduled = pod?.Status?.Conditions?.FirstOrDefault(condition => condition is { Type: "PodScheduled", Status: "False" });
        return unscheduled is null ? null : $"{unscheduled.Reason}: {StatusText.Shorten(unscheduled.Message ?? "", 300)}";
    }

    private static V1ContainerState? State(V1Pod? pod) => pod?.Status?.ContainerStatuses is [var container, ..] ? container.State : null;
}
