using MailOperator.Postfix.Probe;
using MailOperator.Probe;
using MailOperator.Roll;
using MailOperator.Status;

namespace MailOperator.Tests.Plan;

/// <summary>Listeners that greet nobody, as while a milter is away: nothing is known of their TLS, and nothing is against it.</summary>
public sealed class TurnedAwayTests
{
    [Fact]
    public void A_renewed_certificate_is_rolled_out_while_clients_are_turned_away_and_the_resource_says_that_they_are()
    {
        var world = new World(Servers.FromSecret("tls"));
        world.Secrets["tls"] = Servers.Certificate("tls", world.Now);
        world.Settle();
        var before = world.Pods.Select(pod => pod.Metadata.Uid).ToHashSet();

        world.Ends = _ => ProbeOutcome.Refused;
        world.Secrets["tls"] = Servers.Certificate("tls", world.Now);
        world.Settle();

        Assert.DoesNotContain(world.Pods, pod => before.Contains(pod.Metadata.Uid));
        Assert.Equal("True Complete", world.Condition(ConditionTypes.RolledOut));
        Assert.Equal("False TurnedAway", world.Condition(ConditionTypes.Verified));
        Assert.Equal("False TurnedAway", world.Condition(ConditionTypes.Ready));
        Assert.Contains("milters", world.Message(ConditionTypes.Ready), StringComparison.Ordinal);

        world.Ends = _ => null;
        world.Settle();
        Assert.Equal("True Serving", world.Condition(ConditionTypes.Ready));
    }

    [Theory]
    [InlineData(ProbeOutcome.Refused, null, null, PodProof.TurnedAway)]
    [InlineData(ProbeOutcome.Refused, "TLSv1.3", "aa", PodProof.TurnedAway)]
    [InlineData(ProbeOutcome.Refused, "TLSv1.3", "bb", PodProof.Refuted)]
    [InlineData(ProbeOutcome.TlsRefused, null, null, PodProof.Refuted)]
    [InlineData(ProbeOutcome.NoTls, null, null, PodProof.Refuted)]
    [InlineData(ProbeOutcome.HandshakeFailed, null, null, PodProof.Refuted)]
    [InlineData(ProbeOutcome.Served, "TLSv1.3", "bb", PodProof.Refuted)]
    public void What_is_seen_of_TLS_counts(ProbeOutcome outcome, string? protocol, string? fingerprint, PodProof proof)
    {
        var request = new ProbeRequest(
            "uid", "mx-0", "10.0.0.1", MailOperator.Postfix.ListenerName.Mx, 25, MailOperator.Postfix.TlsMode.Opportunistic, "mail.example.com", "aa");
        var report = new ProbeReport
        {
            Target = new("10.0.0.1", 25, null, "mail.example.com"),
            Outcome = outcome,
            Message = "",
            Elapsed = TimeSpan.Zero,
            Protocol = protocol,
            Fingerprint = fingerprint,
        };

        Assert.Equal(proof, new ProbeResult(request, report).Proof);
    }
}
