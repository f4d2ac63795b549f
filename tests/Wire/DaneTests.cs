namespace MailOperator.Wire;

/// <summary>DANE towards other servers (RFC 7672): what TLSA records of a signed zone, of an unsigned one, and none do at each level.</summary>
public sealed class DaneTests(PostfixServers servers)
{
    private const string Verified = "Verified TLS connection established to mx.";

    private const string NotVerified = "status=deferred (Server certificate not verified)";

    private const string TakenAway = "status=deferred (TLS is required, but was not offered";

    private const string Changed = "status=deferred (Host or domain name not found. Name service error";

    private const string Sent = "status=sent";

    [Theory, ClassData(typeof(Releases))]
    public async Task Dane_holds_those_who_publish_TLSA_records_to_them_and_treats_others_as_May(string release)
    {
        await using var pair = await Pair.StartWithDns(servers, release, outbound => outbound with { Level = OutboundSecurityLevel.Dane });
        await pair.Becomes(TestResolver.Right, Verified, Sent);
        await pair.Becomes(TestResolver.Wrong, NotVerified);
        await pair.Becomes(TestResolver.Stripped, TakenAway);
        await pair.Becomes(TestResolver.Bogus, Changed);
        await pair.Becomes(TestResolver.Without, "Trusted TLS connection established", Sent);
        await pair.Becomes(TestResolver.Unsigned, "Trusted TLS connection established", Sent);
        Assert.DoesNotContain(pair.Sender.Log, line => line.Contains("DNSSEC validation may be unavailable", StringComparison.Ordinal));
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task DaneOnly_keeps_mail_back_from_those_who_publish_no_TLSA_records_that_can_be_believed(string release)
    {
        await using var pair = await Pair.StartWithDns(servers, release, outbound => outbound with { Level = OutboundSecurityLevel.DaneOnly });
        await pair.Becomes(TestResolver.Right, Verified, Sent);
        await pair.Becomes(TestResolver.Wrong, NotVerified);
        await pair.Becomes(TestResolver.Stripped, TakenAway);
        await pair.Becomes(TestResolver.Bogus, Changed);
        await pair.Becomes(TestResolver.Without, "status=deferred (no TLSA records found)");
        await pair.Becomes(TestResolver.Unsigned, "status=deferred (non DNSSEC destination)");
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task A_policy_asks_for_DANE_towards_one_domain(string release)
    {
        await using var pair = await Pair.StartWithDns(servers, release, outbound => outbound with
        {
            Policies =
            [
                new(TestResolver.Right, OutboundSecurityLevel.Dane),
                new(TestResolver.Stripped, OutboundSecurityLevel.Dane),
                new(TestResolver.Without, OutboundSecurityLevel.DaneOnly),
            ],
        });
        await pair.Becomes(TestResolver.Right, Verified, Sent);
        await pair.Becomes(TestResolver.Stripped, TakenAway);
        await pair.Becomes(TestResolver.Without, "status=deferred (no TLSA records found)");
        // No policy: as May, which asks for no TLSA record.
        await pair.Becomes(TestResolver.Wrong, Sent);
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task With_a_resolver_that_does_not_validate_Dane_is_no_more_than_May_and_DaneOnly_sends_nothing(string release)
    {
        foreach (var (level, becomes) in new[]
        {
            (OutboundSecurityLevel.Dane, Sent),
            (OutboundSecurityLevel.DaneOnly, "status=deferred (non DNSSEC destination)"),
        })
        {
            await using var pair = await Pair.StartWithDns(servers, release, outbound => outbound with { Level = level }, validates: false);
            // This is how it shows, once for each process.
            await pair.Becomes(TestResolver.Right, "warning: reason: dnssec_probe 'ns:.' received a response that is not DNSSEC validated", becomes);
            await pair.Becomes(TestResolver.Wrong, becomes);
            await pair.Becomes(TestResolver.Stripped, becomes);
        }
    }
}
