using FsCheck;
using FsCheck.Fluent;
using MailOperator.Roll;

namespace MailOperator.Tests.Roll;

public sealed class RollDecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static RollPod Old(int ordinal, bool ready = true) => new(ordinal, false, ready, PodProof.Proven);

    private static RollPod New(int ordinal, bool ready = true, PodProof proof = PodProof.Proven) => new(ordinal, true, ready, proof);

    private static RollPod Late(RollPod pod, int minutes) => pod with { Ready = false, NotReadySince = Now.AddMinutes(-minutes) };

    public static TheoryData<string, RollPod[], int, RollReason> Cases => new()
    {
        { "nothing exists yet", [], 0, RollReason.Starting },
        { "one of the first pods is not ready", [New(0), New(1, ready: false), New(2)], 0, RollReason.Starting },
        { "all serve the planned revision", [New(0), New(1), New(2)], 0, RollReason.Complete },
        { "the first step takes the highest ordinal", [Old(0), Old(1), Old(2)], 2, RollReason.Rolling },
        { "a replaced pod is being created", [Old(0), Old(1)], 2, RollReason.WaitingForPod },
        { "a replaced pod is not ready", [Old(0), Old(1), New(2, ready: false)], 2, RollReason.WaitingForPod },
        { "a replaced pod is not proven", [Old(0), Old(1), New(2, proof: PodProof.Unknown)], 2, RollReason.WaitingForProof },
        { "a replaced pod serves something else", [Old(0), Old(1), New(2, proof: PodProof.Refuted)], 2, RollReason.Stopped },
        { "a pod below serves something else", [New(0, proof: PodProof.Refuted), Old(1), New(2)], 2, RollReason.Stopped },
        { "a replaced pod turns clients away", [Old(0), Old(1), New(2, proof: PodProof.TurnedAway)], 1, RollReason.Rolling },
        { "a replaced pod cannot be probed", [Old(0), Old(1), New(2, proof: PodProof.Unreachable)], 1, RollReason.Rolling },
        { "the next step", [Old(0), Old(1), New(2)], 1, RollReason.Rolling },
        { "an older pod is not ready", [Old(0, ready: false), Old(1), New(2)], 2, RollReason.WaitingForPod },
        { "an older pod is not ready before the roll", [Old(0, ready: false), Old(1), Old(2)], 3, RollReason.WaitingForPod },
        { "the next pod is not ready itself", [Old(0, ready: false), Old(1, ready: false), New(2)], 1, RollReason.Rolling },
        { "none was ready", [Old(0, ready: false), Old(1, ready: false), Old(2, ready: false)], 2, RollReason.Rolling },
        { "the last serves the new revision and is not proven", [New(0, proof: PodProof.Unknown), New(1), New(2)], 0, RollReason.WaitingForProof },
        { "a pod above the replicas is leaving", [New(0), New(1), New(2), Old(3)], 0, RollReason.Complete },
        { "an older pod is not ready for long", [Late(Old(0), 10), Old(1), New(2)], 2, RollReason.Blocked },
        { "an older pod is not ready for long before the roll", [Late(Old(0), 600), Old(1), Old(2)], 3, RollReason.Blocked },
        { "an older pod is not ready, and may become so yet", [Late(Old(0), 9), Old(1), New(2)], 2, RollReason.WaitingForPod },
        { "a replaced pod is not ready for long", [Old(0), Old(1), Late(New(2), 10)], 2, RollReason.Blocked },
        { "one of the first pods is not ready for long", [New(0), Late(New(1), 10), New(2)], 0, RollReason.Blocked },
        { "the next pod is not ready itself for long", [Old(0), Late(Old(1), 10), New(2)], 1, RollReason.Rolling },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_partition_is_lowered_one_settled_pod_at_a_time(string situation, RollPod[] pods, int partition, RollReason reason)
    {
        var decision = RollDecision.Decide("mx1", 3, pods, Now);

        Assert.True((partition, reason) == (decision.Partition, decision.Reason), $"{situation}: {decision}");
    }

    [Fact]
    public void A_pod_that_blocks_is_named_and_when_to_look_again_is_said_before()
    {
        var waiting = RollDecision.Decide("mx1", 3, [Late(Old(0), 4), Old(1), New(2)], Now);
        var blocked = RollDecision.Decide("mx1", 3, [Late(Old(0), 4), Old(1), New(2)], waiting.LookAgain!.Value);

        Assert.Equal(Now.AddMinutes(6), waiting.LookAgain);
        Assert.Equal(RollReason.Blocked, blocked.Reason);
        Assert.Contains("kubectl describe pod mx1-0", blocked.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, RollPod[], int, RollReason> Missing => new()
    {
        { "one of the first pods", [New(0), New(2)], 0, RollReason.Starting },
        { "a replaced pod", [Old(0), Old(1)], 2, RollReason.WaitingForPod },
        { "an older pod", [Old(1), New(2)], 2, RollReason.WaitingForPod },
        { "an older pod that is known to be lost", [Old(0, ready: false) with { Missing = true }, Old(1), New(2)], 2, RollReason.WaitingForPod },
    };

    [Theory]
    [MemberData(nameof(Missing))]
    public void A_pod_that_is_not_created_in_time_blocks(string situation, RollPod[] pods, int partition, RollReason before)
    {
        var first = RollDecision.Decide("mx1", 3, pods, Now);
        Assert.Equal((partition, before, Now, Now.AddMinutes(10)), (first.Partition, first.Reason, first.MissingSince, first.LookAgain));
        var waiting = RollDecision.Decide("mx1", 3, pods, Now.AddMinutes(9), first.MissingSince);
        Assert.Equal((before, Now, Now.AddMinutes(10)), (waiting.Reason, waiting.MissingSince, waiting.LookAgain));
        var blocked = RollDecision.Decide("mx1", 3, pods, Now.AddMinutes(10), first.MissingSince);
        Assert.True((partition, RollReason.Blocked, Now) == (blocked.Partition, blocked.Reason, blocked.MissingSince), $"{situation}: {blocked}");
        Assert.Contains("kubectl describe statefulset mx1", blocked.Message, StringComparison.Ordinal);
        Assert.Null(RollDecision.Decide("mx1", 3, [New(0), New(1), New(2)], Now, first.MissingSince).MissingSince);
    }

    [Fact]
    public void No_ready_pod_is_taken_down_while_another_is_not_ready()
    {
        var pod = from ordinal in Gen.Constant(0)
                  from current in Gen.Elements(true, false)
                  from ready in Gen.Elements(true, false)
                  from proof in Gen.Elements(Enum.GetValues<PodProof>())
                  from exists in Gen.Frequency((4, Gen.Constant(true)), (1, Gen.Constant(false)))
                  select (exists, pod: new RollPod(ordinal, current, ready, proof));
        var servers = pod.ListOf(5).Select(pods => pods.Select((p, i) => (p.exists, pod: p.pod with { Ordinal = i })).Where(p => p.exists).Select(p => p.pod).ToArray());

        Prop.ForAll(servers.ToArbitrary(), pods =>
        {
            var decision = RollDecision.Decide("mx1", 5, pods, Now);
            var goes = pods.Where(p => !p.Current && p.Ready && p.Ordinal >= decision.Partition).ToArray();
            var others = Enumerable.Range(0, 5).Except(goes.Select(p => p.Ordinal)).Select(i => pods.SingleOrDefault(p => p.Ordinal == i));
            return goes.Length == 0 || (goes.Length == 1 && others.All(p => p is { Ready: true, Proof: not PodProof.Refuted } or { Ready: true, Current: false }));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }
}
