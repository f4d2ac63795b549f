using MailOperator.Api;
using MailOperator.Import;

namespace MailOperator.Tests.Import;

/// <summary>The relay host's policy: Postfix looks it up by the next hop as it is written, and the operator writes a port.</summary>
public sealed class RelayHostPolicyTests
{
    [Theory]
    [InlineData("[10.9.9.2]", "{[10.9.9.2]=encrypt}", "[10.9.9.2]:25", OutboundSecurityLevel.Encrypt)]
    [InlineData("[10.9.9.2]", "{[10.9.9.2]=secure}", "[10.9.9.2]:25", OutboundSecurityLevel.Secure)]
    [InlineData("smtp.x.org", "{SMTP.x.org=secure}", "smtp.x.org:25", OutboundSecurityLevel.Secure)]
    [InlineData("[10.9.9.2]", "{[10.9.9.2]=secure},{[10.9.9.2]:25=may}", "[10.9.9.2]:25", OutboundSecurityLevel.Secure)]
    [InlineData("[10.9.9.2]:25", "{[10.9.9.2]:25=secure}", "[10.9.9.2]:25", OutboundSecurityLevel.Secure)]
    public void The_policy_of_a_relay_host_without_a_port_becomes_that_of_the_one_with_a_port(
        string relayHost, string policies, string domain, OutboundSecurityLevel level)
    {
        var policy = Assert.Single(Import(relayHost, policies, out _).Policies);
        Assert.Equal((domain, level), (policy.Domain, policy.Level));
    }

    [Fact]
    public void A_policy_for_all_below_a_domain_holds_for_a_relay_host_below_it()
    {
        var outbound = Import("smtp.x.org", "{.x.org=secure}", out _);
        Assert.Equal([".x.org", "smtp.x.org:25"], outbound.Policies.Select(policy => policy.Domain));
        Assert.All(outbound.Policies, policy => Assert.Equal(OutboundSecurityLevel.Secure, policy.Level));
        // In brackets or with a port it is no domain, and Postfix looks for no parent.
        Assert.Equal([".x.org"], Import("[smtp.x.org]", "{.x.org=secure}", out _).Policies.Select(policy => policy.Domain));
    }

    [Fact]
    public void That_the_policy_has_moved_is_told()
    {
        Import("[10.9.9.2]", "{[10.9.9.2]=encrypt}", out var outcome);
        Assert.Equal(OutcomeKind.Typed, outcome.Kind);
        Assert.Contains("[10.9.9.2]:25", outcome.Message, StringComparison.Ordinal);
    }

    private static OutboundSpec Import(string relayHost, string policies, out Outcome outcome)
    {
        var imported = PostfixImport.Import(
            new("main.cf", $"relayhost = {relayHost}\nsmtp_tls_security_level = may\nsmtp_tls_policy_maps = inline:{{{policies}}}\n", "master.cf", null),
            new() { Hostname = "mail.example.com" });
        outcome = Assert.Single(imported.Lines, line => line.Entry.Name == "relayhost").Outcome;
        Assert.DoesNotContain(imported.Violations, violation => violation.Field.StartsWith("spec.outbound", StringComparison.Ordinal));
        return imported.Resource.Spec.Outbound;
    }
}
