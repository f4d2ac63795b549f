using MailOperator.Kubernetes.LeaderElection;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Kubernetes.Tests.LeaderElection;

public sealed class LeaseRulesTests
{
    private static readonly LeaderElectionSettings _settings = new("mail", "operator", "me");
    private static readonly DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

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
        var spec = new V1LeaseSpec { HolderIdentity = holder, LeaseDurationSeconds = seconds, RenewTime = _now.AddYears(-1) };
        Assert.Equal(expected, LeaseRules.Next(spec, TimeSpan.FromSeconds(unchanged), _settings).ToString());
    }

    [Fact]
    public void Taking_counts_a_transition_and_renewing_keeps_when_it_was_acquired()
    {
        var before = new V1LeaseSpec { HolderIdentity = "other", AcquireTime = _now.AddHours(-1), LeaseTransitions = 4 };
        var taken = LeaseRules.Write(LeaseMove.Take, before, _settings, _now);
        Assert.Equal(("me", 15, 5, _now), (taken.HolderIdentity, taken.LeaseDurationSeconds, taken.LeaseTransitions, taken.AcquireTime));
        var renewed = LeaseRules.Write(LeaseMove.Renew, taken, _settings, _now.AddSeconds(2));
        Assert.Equal((5, _now, _now.AddSeconds(2)), (renewed.LeaseTransitions, renewed.AcquireTime, renewed.RenewTime));
        Assert.Equal(0, LeaseRules.Write(LeaseMove.Take, null, _settings, _now).LeaseTransitions);
    }
}
