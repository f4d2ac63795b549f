using MailOperator.Api.Status;
using MailOperator.Gate;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Tests.Gate;

public sealed class GateDecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Retry = TimeSpan.FromMinutes(5);

    // Minutes are before now; to look again in 5 min is -5 min ago.
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
        { "it is tried again", Remembered(GateVerdict.Failed, 5), Job(0), GateVerdict.Running, true, -0.25, 0 },
        { "the Job's pod is not there yet", Remembered(GateVerdict.Running, 0.1), Job(0.1), GateVerdict.Running, true, -0.15, 0.1 },
        { "it was tried again and passed", Remembered(GateVerdict.Failed, 6), Job(1, "Complete"), GateVerdict.Passed, false, null, 0 },
        { "it has failed in a future that was wrong", Remembered(GateVerdict.Failed, -60), null, GateVerdict.Running, true, null, 0 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_is_remembered_and_the_Job_decide(
        string situation, GateStatus? remembered, V1Job? job, GateVerdict verdict, bool run, double? againBefore, double timeBefore)
    {
        var decision = GateDecision.Decide("hash", remembered, job, null, Now, Retry);

        Assert.True(
            (verdict, "hash", run, againBefore is { } again ? Ago(again) : null, Ago(timeBefore))
                == (decision.Status.Verdict, decision.Status.Hash, decision.RunJob, decision.LookAgain, decision.Status.Time),
            $"{situation}: {decision}");
        Assert.Equal(verdict == GateVerdict.Passed, decision.Passed);
    }

    public static TheoryData<string, V1Pod> Interruptions => new()
    {
        { "its node was drained", Pod(Ended(1, "the gate was stopped before it had finished")) },
        { "it was evicted", new() { Metadata = new(), Status = new() { Phase = "Failed", Reason = "Evicted", Message = "The node was low on storage." } } },
        { "it gave way", new() { Metadata = new(), Status = new() { Phase = "Failed", Conditions = [new() { Type = "DisruptionTarget", Status = "True", Reason = "PreemptionByScheduler", Message = "preempted" }] } } },
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

    [Theory]
    [MemberData(nameof(Interruptions))]
    public void A_gate_that_is_taken_away_again_and_again_has_failed_and_waits_like_other_failures(string situation, V1Pod pod)
    {
        var decision = GateDecision.Decide("hash", Remembered(GateVerdict.Running, 5), Job(0.5, "Failed", "BackoffLimitExceeded"), pod, Now, Retry);

        Assert.True((GateVerdict.Failed, false, Now + Retry) == (decision.Status.Verdict, decision.RunJob, decision.LookAgain), $"{situation}: {decision}");
        Assert.Matches(@"again and again.*\((stopped|Evicted: The node was low on storage\.|PreemptionByScheduler: preempted)\)", decision.Status.Message);
    }

    [Fact]
    public void A_Job_that_has_failed_before_its_pod_is_seen_to_end_is_looked_at_again()
    {
        var remembered = Remembered(GateVerdict.Running, 1);
        foreach (var pod in new[] { null, Pod(new() { Running = new() }) })
        {
            var early = GateDecision.Decide("hash", remembered, FailedAgo(1), pod, Now, Retry);
            Assert.Equal((GateVerdict.Running, true, Now + TimeSpan.FromSeconds(2)), (early.Status.Verdict, early.RunJob, early.LookAgain));

            // Not for ever.
            Assert.Equal(GateVerdict.Failed, GateDecision.Decide("hash", remembered, FailedAgo(30), pod, Now, Retry).Status.Verdict);
        }

        var said = GateDecision.Decide("hash", remembered, FailedAgo(1), Pod(Ended(1, "mx on port 25: no certificate")), Now, Retry);
        Assert.Equal((GateVerdict.Failed, "mx on port 25: no certificate"), (said.Status.Verdict, said.Status.Message));

        static V1Job FailedAgo(int seconds) => Job(1) with
        {
            Status = new()
            {
                Failed = 1,
                Conditions = [new() { Type = "Failed", Status = "True", Reason = "BackoffLimitExceeded", LastTransitionTime = Now.AddSeconds(-seconds) }],
            },
        };
    }

    private static readonly V1ContainerStatus Sidecar = new() { Name = "istio-proxy", State = new() };

    [Theory]
    [InlineData(null)]
    [InlineData("DeadlineExceeded")]
    public void A_gate_that_has_passed_beside_a_sidecar_has_passed_though_its_Job_never_completes(string? reason)
    {
        var job = reason is null ? Job(1) with { Status = new() { Active = 1 } } : Job(5, "Failed", reason);
        var pod = Beside(Ended(0, "passed: 1 listeners serve 1 certificates"), Sidecar);

        var decision = GateDecision.Decide("hash", Remembered(GateVerdict.Running, 1), job, pod, Now, Retry);

        Assert.Equal((GateVerdict.Passed, false), (decision.Status.Verdict, decision.RunJob));
    }

    [Fact]
    public void A_gate_that_has_failed_beside_a_sidecar_has_failed_at_once_in_its_own_words()
    {
        var ended = new V1ContainerStatus { Name = "daprd", State = new() { Terminated = new() { ExitCode = 0, Message = "dapr has ended" } } };
        foreach (var sidecar in new[] { Sidecar, ended })
        {
            var decision = GateDecision.Decide(
                "hash", Remembered(GateVerdict.Running, 1), Job(1), Beside(Ended(1, "mx on port 25: no certificate"), sidecar), Now, Retry);

            Assert.Equal((GateVerdict.Failed, "mx on port 25: no certificate"), (decision.Status.Verdict, decision.Status.Message));
            Assert.Equal(Now + Retry, decision.LookAgain);
        }
    }

    [Fact]
    public void A_sidecar_that_has_ended_says_nothing_of_a_gate_that_runs()
    {
        var pod = Pod(new()) with { Status = new() { ContainerStatuses = [new() { Name = "daprd", State = Ended(1, "dapr failed") }, new() { Name = "gate", State = new() }] } };

        Assert.Equal(GateVerdict.Running, GateDecision.Decide("hash", null, Job(1), pod, Now, Retry).Status.Verdict);
    }

    // A drained node ends the pod before the Job controller has seen it, and so does the deadline: which it was, the Job says.
    [Theory]
    [MemberData(nameof(Interruptions))]
    public void A_gate_that_was_taken_away_has_no_verdict_before_its_Job_has_ended(string situation, V1Pod pod)
    {
        var decision = GateDecision.Decide("hash", Remembered(GateVerdict.Running, 5), Job(1) with { Status = new() { Active = 1 } }, pod, Now, Retry);

        Assert.True((decision.Status.Verdict, decision.RunJob) == (GateVerdict.Running, true), $"{situation}: {decision}");
    }

    public static TheoryData<string, V1Job, V1Pod?, string> Told => new()
    {
        { "the pod's own words", Job(1, "Failed"), Pod(Ended(1, " port 465: no certificate \n")), "port 465: no certificate" },
        { "no pod any more", Counted(Job(1, "Failed", "DeadlineExceeded")), null, "(DeadlineExceeded). Look at the image" },
        { "never a pod", Job(5, "Failed", "DeadlineExceeded"), null,
            "(DeadlineExceeded). The gate's pod has not been created. See kubectl describe job mx-gate-hash; mend what refuses the pod" },
        { "no pod yet", Job(0.2), null, "is trying" },
        { "no pod where there should be one", Job(0.3), null, "has not been created. See kubectl describe job mx-gate-hash" },
        { "a pod that is seen late", Job(1) with { Status = new() { Active = 1 } }, null, "is trying" },
        { "a pod that was killed", Job(1, "Failed"), Pod(new() { Terminated = new() { ExitCode = 137, Reason = "OOMKilled" } }), "ended with 137, OOMKilled" },
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

    private static V1Job Counted(V1Job job) => job with { Status = job.Status! with { Failed = 1 } };

    private static V1ContainerState Ended(int status, string message) => new() { Terminated = new() { ExitCode = status, Message = message } };

    private static V1Pod Pod(V1ContainerState state) => new() { Status = new() { ContainerStatuses = [new() { Name = "gate", State = state }] } };

    private static V1Pod Beside(V1ContainerState state, V1ContainerStatus sidecar) =>
        new() { Status = new() { ContainerStatuses = [sidecar, new() { Name = "gate", State = state }] } };
}
