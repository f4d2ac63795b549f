using MailOperator.Api.Status;
using MailOperator.Gate;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Tests.Gate;

public sealed class GateDecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Retry = TimeSpan.FromMinutes(5);

    // Minutes are before now; a retry that is in 5 min is -5 min ago.
    public static TheoryData<string, GateStatus?, V1Job?, GateVerdict, bool, double?, double> Cases => new()
    {
        { "nothing has been tried", null, null, GateVerdict.Running, true, null, 0 },
        { "another candidate has passed", Remembered(GateVerdict.Passed, 1, "other"), null, GateVerdict.Running, true, null, 0 },
        { "another candidate has failed", Remembered(GateVerdict.Failed, 1, "other"), null, GateVerdict.Running, true, null, 0 },
        { "the Job was lost", Remembered(GateVerdict.Running, 3), null, GateVerdict.Running, true, null, 3 },
        { "the Job runs", Remembered(GateVerdict.Running, 3), Job(3), GateVerdict.Running, true, null, 3 },
        { "the Job is done", Remembered(GateVerdict.Running, 3), Job(3, "Complete"), GateVerdict.Passed, false, null, 0 },
        { "the Job is done and nothing is remembered", null, Job(3, "Complete"), GateVerdict.Passed, false, null, 0 },
        { "the Job has failed", Remembered(GateVerdict.Running, 3), Job(3, "Failed"), GateVerdict.Failed, false, -5, 0 },
        { "it has passed", Remembered(GateVerdict.Passed, 3), null, GateVerdict.Passed, false, null, 3 },
        { "it has passed, whatever a Job says now", Remembered(GateVerdict.Passed, 3), Job(2, "Failed"), GateVerdict.Passed, false, null, 3 },
        { "it has failed a moment ago", Remembered(GateVerdict.Failed, 1), Job(2, "Failed"), GateVerdict.Failed, false, -4, 1 },
        { "it has failed long ago, and its Job is still there", Remembered(GateVerdict.Failed, 5), Job(6, "Failed"), GateVerdict.Failed, false, -5.0 / 60, 5 },
        { "it has failed long ago", Remembered(GateVerdict.Failed, 5), null, GateVerdict.Running, true, null, 0 },
        { "it is tried again", Remembered(GateVerdict.Failed, 5), Job(0), GateVerdict.Running, true, null, 0 },
        { "it was tried again and passed", Remembered(GateVerdict.Failed, 6), Job(1, "Complete"), GateVerdict.Passed, false, null, 0 },
        { "it has failed in a future that was wrong", Remembered(GateVerdict.Failed, -60), null, GateVerdict.Running, true, null, 0 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_is_remembered_and_the_Job_decide(
        string situation, GateStatus? remembered, V1Job? job, GateVerdict verdict, bool run, double? retryBefore, double timeBefore)
    {
        var decision = GateDecision.Decide("hash", remembered, job, null, Now, Retry);

        Assert.True(
            (verdict, "hash", run, retryBefore is { } retry ? Ago(retry) : null, Ago(timeBefore))
                == (decision.Status.Verdict, decision.Status.Hash, decision.RunJob, decision.RetryAt, decision.Status.Time),
            $"{situation}: {decision}");
        Assert.Equal(verdict == GateVerdict.Passed, decision.Passed);
    }

    public static TheoryData<string, V1Pod> Interruptions => new()
    {
        { "its node was drained", Pod(new() { Terminated = new() { Message = "the gate was stopped before it had finished" } }) },
        { "it was evicted", new() { Metadata = new(), Status = new() { Phase = "Failed", Reason = "Evicted" } } },
        { "it gave way", new() { Metadata = new(), Status = new() { Phase = "Failed", Conditions = [new() { Type = "DisruptionTarget", Status = "True" }] } } },
    };

    [Theory]
    [MemberData(nameof(Interruptions))]
    public void A_gate_that_was_taken_away_has_failed_nothing_and_is_tried_again_at_once(string situation, V1Pod pod)
    {
        var running = Remembered(GateVerdict.Running, 3);

        var interrupted = GateDecision.Decide("hash", running, Job(3, "Failed"), pod, Now, Retry);
        Assert.True((interrupted.Status.Verdict, interrupted.RunJob) == (GateVerdict.Running, false), $"{situation}: {interrupted}");
        Assert.Contains("tried again", interrupted.Status.Message, StringComparison.Ordinal);

        // The Job is gone.
        Assert.True(GateDecision.Decide("hash", interrupted.Status, null, pod, Now, Retry).RunJob);
        Assert.Equal(GateVerdict.Failed, GateDecision.Decide("hash", running, Job(3, "Failed", "DeadlineExceeded"), pod, Now, Retry).Status.Verdict);
    }

    public static TheoryData<string, V1Job, V1Pod?, string> Told => new()
    {
        { "the pod's own words", Job(1, "Failed"), Pod(new() { Terminated = new() { Message = " port 465: no certificate \n" } }), "port 465: no certificate" },
        { "no pod", Job(1, "Failed", "DeadlineExceeded"), null, "(DeadlineExceeded)" },
        { "a pod that waited", Job(1, "Failed", "DeadlineExceeded"), Pod(new() { Waiting = new() { Reason = "ImagePullBackOff", Message = "no such image" } }), "ImagePullBackOff no such image" },
        { "a pod that waits", Job(1), Pod(new() { Waiting = new() { Reason = "ErrImagePull" } }), "waits: ErrImagePull" },
        { "a pod that starts", Job(1), Pod(new() { Waiting = new() { Reason = "ContainerCreating" } }), "is trying" },
    };

    [Theory]
    [MemberData(nameof(Told))]
    public void The_message_says_what_the_pod_said_or_waited_for(string situation, V1Job job, V1Pod? pod, string part)
    {
        var message = GateDecision.Decide("hash", null, job, pod, Now, Retry).Status.Message;

        Assert.True(message?.Contains(part, StringComparison.Ordinal) == true, $"{situation}: {message}");
    }

    private static DateTimeOffset Ago(double minutes) => Now - TimeSpan.FromMinutes(minutes);

    private static GateStatus Remembered(GateVerdict verdict, double minutes, string hash = "hash") => new() { Hash = hash, Verdict = verdict, Time = Ago(minutes) };

    private static V1Job Job(double minutes, string? condition = null, string? reason = null) => new()
    {
        Metadata = new() { Name = "mx-gate-hash", CreationTimestamp = Ago(minutes) },
        Status = condition is null ? null : new() { Conditions = [new() { Type = condition, Status = "True", Reason = reason }] },
    };

    private static V1Pod Pod(V1ContainerState state) => new() { Status = new() { ContainerStatuses = [new() { State = state }] } };
}
