using MailOperator.Api;
using MailOperator.Import;

namespace MailOperator.Tests.Import;

/// <summary>What smtp_tls_policy_maps names: tables become policies, a socketmap the service that is asked.</summary>
public sealed class PolicyMapsTests
{
    [Theory]
    [InlineData("socketmap:inet:mta-sts.example.com:8461:postfix", "mta-sts.example.com", 8461, "postfix")]
    [InlineData("socketmap:inet:[2001:db8::1]:8642:QUERYwithTLSRPT", "2001:db8::1", 8642, "QUERYwithTLSRPT")]
    [InlineData("texthash:/etc/postfix/tls_policy socketmap:inet:mta-sts.example.com:8461:postfix", "mta-sts.example.com", 8461, "postfix")]
    public void A_socketmap_is_the_service_and_tables_before_it_are_policies(string value, string host, int port, string map)
    {
        var (outbound, outcome) = Import(value);

        Assert.Equal(new PolicyServiceSpec { Host = host, Port = port, MapName = map }, outbound.PolicyService);
        Assert.Equal(value.StartsWith("texthash", StringComparison.Ordinal) ? ["partner.example"] : (string[])[], outbound.Policies.Select(policy => policy.Domain));
        Assert.Equal(OutcomeKind.Typed, outcome.Kind);
        Assert.Contains("spec.outbound.policyService", outcome.Field, StringComparison.Ordinal);
    }

    [Fact]
    public void A_service_on_the_host_itself_has_to_be_moved()
    {
        var (outbound, outcome) = Import("socketmap:inet:127.0.0.1:8461:postfix");

        Assert.Equal("127.0.0.1", outbound.PolicyService?.Host);
        Assert.Contains("run it where they reach it", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Policies_that_came_after_the_service_are_told_of_since_they_now_come_before_it()
    {
        var (outbound, outcome) = Import("socketmap:inet:mta-sts.example.com:8461:postfix, texthash:/etc/postfix/tls_policy");

        Assert.NotNull(outbound.PolicyService);
        Assert.Single(outbound.Policies);
        Assert.Equal(OutcomeKind.NotRepresentable, outcome.Kind);
    }

    [Theory]
    [InlineData("socketmap:unix:/run/mta-sts.sock:postfix")]
    [InlineData("socketmap:inet:mta-sts.example.com:mta-sts:postfix")]
    [InlineData("socketmap:inet:a.example.com:8461:postfix socketmap:inet:b.example.com:8461:postfix")]
    public void A_service_that_the_resource_cannot_name_is_told_of(string value)
    {
        var (outbound, outcome) = Import(value);

        Assert.Null(outbound.PolicyService);
        Assert.Equal(OutcomeKind.NotRepresentable, outcome.Kind);
        Assert.Contains("over TCP", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_that_is_not_at_hand_does_not_hide_what_cannot_be_said()
    {
        var (_, outcome) = Import("texthash:/etc/postfix/tls_policy, texthash:/etc/postfix/elsewhere, inline:{{old.example = none}}");

        Assert.Equal(OutcomeKind.NotRepresentable, outcome.Kind);
        Assert.Contains("texthash:/etc/postfix/elsewhere is not at hand", outcome.Message, StringComparison.Ordinal);
        Assert.Contains("write anew what there is for old.example", outcome.Message, StringComparison.Ordinal);
    }

    private static (OutboundSpec Outbound, Outcome Outcome) Import(string value)
    {
        var imported = PostfixImport.Import(
            new(
                "main.cf", $"myhostname = mx.example.com\nsmtp_tls_policy_maps = {value}\n", "master.cf", null,
                new Dictionary<string, string> { ["texthash:/etc/postfix/tls_policy"] = "partner.example secure\n" }),
            new());
        return (imported.Resource.Spec.Outbound, Assert.Single(imported.Lines, line => line.Entry.Name == "smtp_tls_policy_maps").Outcome);
    }
}
