using MailOperator.Postfix.Parameters;

namespace MailOperator.Wire;

/// <summary>A rendered configuration is one that Postfix has nothing to say about.</summary>
public sealed class LogTests(PostfixServers servers)
{
    public static TheoryData<string, TlsProfile> Everywhere { get; } = MakeEverywhere();

    [Theory, MemberData(nameof(Everywhere))]
    public async Task A_server_starts_and_takes_mail_on_every_port_without_a_warning(string codename, TlsProfile profile)
    {
        var release = DebianRelease.Of(codename);
        var root = servers.Root(release);
        var cancellation = TestContext.Current.CancellationToken;
        var server = PostfixServers.Server(release) with
        {
            Profile = profile,
            Custom = PostfixServers.Custom,
            SessionCache = SessionCache.Database,
            RandomSource = "dev:/dev/random",
            TrustedNetworks = ["10.0.0.0/8", "2001:db8::/32"],
            Outbound = new()
            {
                Level = OutboundSecurityLevel.Dane,
                Policies = [new("example.net", OutboundSecurityLevel.Secure) { Match = ["nexthop"], Protocols = ">=TLSv1.3" }],
            },
            Parameters = new Dictionary<string, string>
            {
                ["mydestination"] = "example.com",
                ["local_transport"] = "discard:",
                ["local_recipient_maps"] = "",
                ["message_size_limit"] = "20480000",
                ["smtpd_hard_error_limit"] = "${stress?{1}:{20}}",
                ["smtpd_timeout"] = "${stress?{10}:{300}}s",
                ["smtpd_recipient_restrictions"] = "check_recipient_access inline:{nobody@example.com=REJECT}",
                ["header_checks"] = "regexp:{{/^Subject:.*viagra$$/ REJECT}}",
                ["virtual_alias_maps"] = "inline:{abuse@example.com=postmaster@example.com}",
                ["smtpd_reject_footer"] = "See https://example.com/help with $client_address and $localtime",
                ["maximal_queue_lifetime"] = "2d",
                // Postfix warns when bounces would live longer than other mail.
                ["bounce_queue_lifetime"] = "2d",
                ["disable_vrfy_command"] = "no",
            },
        };
        Assert.Empty(ParameterCheck.CheckAll(server.Parameters, server.Version));
        await using var postfix = await RealPostfix.Start(root, release, server, cancellation);

        await using (var session = await SmtpSession.Open(postfix.Connect(25)))
        {
            await session.Say("EHLO client.example.net");
            await session.StartTls();
            await Deliver(session, "postmaster@example.com");
        }
        await using (var session = await SmtpSession.Open(postfix.Connect(587)))
        {
            await session.Say("EHLO client.example.net");
            await session.StartTls();
            Assert.StartsWith(
                "235 ", await session.AuthPlain(DovecotConfiguration.User, DovecotConfiguration.Password), StringComparison.Ordinal);
            await Deliver(session, "postmaster@example.com");
        }
        await using (var session = await SmtpSession.OpenTls(postfix.Connect(465)))
        {
            await session.Say("EHLO client.example.net");
            Assert.StartsWith(
                "235 ", await session.AuthLogin(DovecotConfiguration.User, DovecotConfiguration.Password), StringComparison.Ordinal);
            await Deliver(session, "postmaster@example.com");
        }

        await postfix.Says(log => log.Count(line => line.Contains("status=sent", StringComparison.Ordinal)) == 3, cancellation);
        Assert.Empty(postfix.Complaints);
        Assert.Contains(postfix.Log, line => line.Contains("daemon started -- version " + release.Postfix, StringComparison.Ordinal));
        Assert.Contains(postfix.Log, line => line.Contains("TLS connection established from", StringComparison.Ordinal));
    }

    private static async Task Deliver(SmtpSession session, string recipient)
    {
        Assert.StartsWith("250 ", await session.Say("MAIL FROM:<a@example.net>"), StringComparison.Ordinal);
        Assert.StartsWith("250 ", await session.Say($"RCPT TO:<{recipient}>"), StringComparison.Ordinal);
        Assert.StartsWith("354 ", await session.Say("DATA"), StringComparison.Ordinal);
        Assert.StartsWith("250 ", await session.Say("Subject: test\r\n\r\ntext\r\n."), StringComparison.Ordinal);
        Assert.StartsWith("221 ", await session.Say("QUIT"), StringComparison.Ordinal);
    }

    private static TheoryData<string, TlsProfile> MakeEverywhere()
    {
        var everywhere = new TheoryData<string, TlsProfile>();
        foreach (var release in DebianRelease.All)
        {
            foreach (var profile in Enum.GetValues<TlsProfile>())
                everywhere.Add(release.Codename, profile);
        }
        return everywhere;
    }
}
