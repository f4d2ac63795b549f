namespace MailOperator.Wire;

/// <summary>A service is asked what TLS a destination wants (MTA-STS, RFC 8461, as its resolvers bring it to Postfix).</summary>
public sealed class PolicyServiceTests(PostfixServers servers)
{
    private const string Waits = "status=deferred (client TLS configuration problem)";

    private static readonly PolicyService Local = new("127.0.0.1", StandInPolicyService.Port);

    [Theory, ClassData(typeof(Releases))]
    public async Task Mail_goes_at_the_level_that_the_service_says(string release)
    {
        await using var pair = await Pair.StartWithDns(servers, release, outbound => outbound with { PolicyService = Local });
        await using var service = StandInPolicyService.Beside(pair.Sender, request => request switch
        {
            $"postfix {TestResolver.Right}" => $"OK secure match={TestCertificates.Host} servername=hostname",
            $"postfix {TestResolver.Wrong}" => "OK secure match=mx.elsewhere.example",
            $"postfix {TestResolver.Stripped}" => "OK secure match=mail.example.com",
            _ => "NOTFOUND ",
        });
        await pair.Becomes(TestResolver.Right, "Verified TLS connection established", "status=sent");
        await pair.Becomes(TestResolver.Wrong, "status=deferred (Server certificate not ");
        await pair.Becomes(TestResolver.Stripped, "status=deferred (TLS is required, but was not offered");
        await pair.Becomes(TestResolver.Without, "Trusted TLS connection established", "status=sent");
        Assert.Empty(pair.Sender.Complaints);
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task A_policy_for_the_domain_goes_before_the_service_and_one_for_all_below_a_domain_after_it(string release)
    {
        await using var pair = await Pair.StartWithDns(servers, release, outbound => outbound with
        {
            PolicyService = Local with { MapName = "QUERY" },
            Policies =
            [
                new(TestResolver.Right, OutboundSecurityLevel.Encrypt),
                new(".example", OutboundSecurityLevel.Secure) { Match = ["mx.elsewhere.example"] },
            ],
        });
        await using var service = StandInPolicyService.Beside(
            pair.Sender, request => request == $"QUERY {TestResolver.Wrong}" ? "OK encrypt" : "NOTFOUND ");
        await pair.Becomes(TestResolver.Right, "Trusted TLS connection established", "status=sent");
        Assert.Empty(service.Asked);
        await pair.Becomes(TestResolver.Wrong, "Trusted TLS connection established", "status=sent");
        await pair.Becomes(TestResolver.Without, "status=deferred (Server certificate not ");
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task Mail_waits_while_the_service_cannot_be_asked(string release)
    {
        await using var pair = await Pair.StartWithDns(servers, release, outbound => outbound with
        {
            PolicyService = Local,
            Policies = [new(TestResolver.Right, OutboundSecurityLevel.Encrypt)],
        });
        // Nothing to be said at the start: it is asked when there is mail.
        Assert.Empty(pair.Sender.Complaints);
        await pair.Becomes(TestResolver.Without, Waits);
        // Who has a policy does not need it.
        await pair.Becomes(TestResolver.Right, "status=sent");
        foreach (var (domain, reply) in new[]
        {
            (TestResolver.Wrong, "TEMP no DNS"),
            (TestResolver.Stripped, "PERM no such map"),
            (TestResolver.Unsigned, "rubbish"),
        })
        {
            await using var service = StandInPolicyService.Beside(pair.Sender, _ => reply);
            await pair.Becomes(domain, Waits);
        }
    }
}
