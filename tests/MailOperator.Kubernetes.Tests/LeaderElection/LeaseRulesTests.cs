using MailOperator.Kubernetes.LeaderElection;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Kubernetes.Tests.LeaderElection;

public sealed class LeaseRulesTests
{
    private static readonly LeaderElectionSettings Settings = new("mail", "operator", "me");
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("me", 15, 0, "Renew")]
    [InlineData("me", 15, 100, "Renew")]
    [InlineData("other", 15, 14.9, "Wait")]
    [InlineData("other", 15, 15, "Take")]
    [InlineData("other", 60, 15, "Wait")]
    [InlineData("other", 60, 60, "Take")]
    [InlineData("other", null, 14, "Wait")]
    [InlineData("", 1, 0, "Take")]
    [InlineData(null, null, 0, "Take")]
    public void A_lease_is_taken_when_it_is_free_or_unchanged_for_the_time_that_its_holder_promised(string? holder, int? seconds, double unchanged, string expected)
    {
        var spec = new V1LeaseSpec { HolderIdentity = holder, LeaseDurationSeconds = seconds, RenewTime = Now.AddYears(-1) };
        Assert.Equal(expected, LeaseRules.Next(spec, TimeSpan.FromSeconds(unchanged), Settings).ToString());
    }

    [Fact]
    public void Taking_counts_a_transition_and_renewing_keeps_when_it_was_acquired()
    {
        var before = new V1LeaseSpec { HolderIdentity = "other", AcquireTime = Now.AddHours(-1), LeaseTransitions = 4 };
        var taken = LeaseRules.Write(LeaseMove.Take, before, Settings, Now);
        Assert.Equal(("me", 15, 5, Now), (taken.HolderIdentity, taken.LeaseDurationSeconds, taken.LeaseTransitions, taken.AcquireTime));
        var renewed = LeaseRules.Write(LeaseMove.Renew, taken, Settings, Now.AddSeconds(2));
        Assert.Equal((5, Now, Now.AddSeconds(2)), (renewed.LeaseTransitions, renewed.AcquireTime, renewed.RenewTime));
        Assert.Equal(0, LeaseRules.Write(LeaseMove.Take, null, Settings, Now).LeaseTransitions);
    }
}
