using MailOperator.Api.Status;
using MailOperator.Status;

namespace MailOperator.Tests.Status;

public sealed class ProgressTests
{
    private static readonly MailServerTlsStatus Before = new()
    {
        ObservedGeneration = 1,
        Listeners = [new() { Name = "mx", Port = 25, Pods = 2, Verified = 0 }],
        ListenerSummary = "25 (0/2)",
        Gate = new() { Hash = "a", Verdict = GateVerdict.Running, Message = "The gate is being started." },
        Rollout = new() { Updated = 0, Ready = 0, Total = 2 },
        Replicas = 0,
        Conditions =
        [
            new() { Type = "CertificatesValid", Status = ConditionStatus.True, Reason = "Valid" },
            new() { Type = "RolledOut", Status = ConditionStatus.False, Reason = "Starting", Message = "Waiting for pod mx-0 to be created." },
        ],
    };

    public static TheoryData<string, MailServerTlsStatus, bool> Cases => new()
    {
        { "nothing", Before, true },
        { "a pod more", Before with { Replicas = 1, Rollout = new() { Updated = 1, Ready = 1, Total = 2 } }, true },
        { "a proven pod more", Before with { Listeners = [Before.Listeners[0] with { Verified = 1 }], ListenerSummary = "25 (1/2)" }, true },
        { "the gate waits for something else", Before with { Gate = Before.Gate! with { Message = "The gate's pod waits." } }, true },
        { "the roll waits for something else", With(1, condition => condition with { Reason = "WaitingForProof", Message = "" }), true },
        { "the roll is over", With(1, condition => condition with { Status = ConditionStatus.True }), false },
        { "a certificate is wrong in another way", With(0, condition => condition with { Reason = "Expired" }), false },
        { "the gate has a verdict", Before with { Gate = Before.Gate! with { Verdict = GateVerdict.Passed } }, false },
        { "another candidate", Before with { Gate = Before.Gate! with { Hash = "b" } }, false },
        { "another generation", Before with { ObservedGeneration = 2 }, false },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Only_how_far_things_are_is_progress(string change, MailServerTlsStatus now, bool expected) =>
        Assert.True(expected == Progress.IsAll(Before, now), change);

    [Fact]
    public void The_first_status_is_more_than_progress() => Assert.False(Progress.IsAll(null, Before));

    private static MailServerTlsStatus With(int index, Func<Condition, Condition> change) =>
        Before with { Conditions = [.. Before.Conditions.Select((condition, i) => i == index ? change(condition) : condition)] };
}
