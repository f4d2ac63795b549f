namespace MailOperator.Wire;

/// <summary>Next hops by the short names of Services, in a pod whose resolver completes them as a cluster's does.</summary>
public sealed class ShortNameTests(PostfixServers servers)
{
    private const int Incoming = 2525;

    private static readonly string HopPort = StandInServer.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);

    [Theory, ClassData(typeof(Releases))]
    public async Task A_relay_host_is_found_by_its_Service_and_namespace(string release) => await Takes(release, server => server with
    {
        Outbound = new() { RelayHost = new("smtp-relay.mail", StandInServer.Port) { Mode = TlsMode.Opportunistic } },
    });

    [Theory, ClassData(typeof(Releases))]
    public async Task The_same_while_other_mail_goes_by_DANE(string release) => await Takes(release, server => server with
    {
        Outbound = new()
        {
            Level = OutboundSecurityLevel.Dane,
            RelayHost = new("smtp-relay.mail", StandInServer.Port) { Mode = TlsMode.Opportunistic },
        },
    });

    [Theory, ClassData(typeof(Releases))]
    public async Task A_store_is_found_by_its_Service(string release) => await Takes(release, With("transport_maps", $"inline:{{{{elsewhere.example = lmtp:inet:store:{HopPort}}}}}"));

    [Theory, ClassData(typeof(Releases))]
    public async Task A_filter_is_found_by_its_Service(string release) => await Takes(release, With("content_filter", $"smtp:store:{HopPort}"));

    [Theory, ClassData(typeof(Releases))]
    public async Task A_domain_that_does_not_exist_is_no_host_of_the_cluster(string release)
    {
        await using var postfix = await Start(release, With("lmtp_tcp_port", HopPort));
        await Send(postfix, "b@smtp-relay.mail");
        await Says(postfix, "status=bounced (Host or domain name not found");
    }

    private static Func<SmtpServer, SmtpServer> With(string name, string value) =>
        server => server with { Parameters = new Dictionary<string, string> { [name] = value } };

    private async Task Takes(string release, Func<SmtpServer, SmtpServer> change)
    {
        await using var postfix = await Start(release, change);
        await using var hop = StandInServer.Beside(postfix);
        await Send(postfix, "b@elsewhere.example");
        await Says(postfix, "status=sent");
        Assert.Contains("RCPT TO:<b@elsewhere.example>", hop.Commands.Select(command => command.Split(" ORCPT")[0]));
    }

    private static async Task Send(RealPostfix postfix, string recipient)
    {
        await using var session = await SmtpSession.Open(postfix.Connect(Incoming));
        await session.Say("EHLO client.example.net");
        Assert.StartsWith("250 ", await session.Say("MAIL FROM:<>"), StringComparison.Ordinal);
        Assert.StartsWith("250 ", await session.Say($"RCPT TO:<{recipient}>"), StringComparison.Ordinal);
        Assert.StartsWith("354 ", await session.Say("DATA"), StringComparison.Ordinal);
        Assert.StartsWith("250 ", await session.Say("Subject: test\r\n\r\ntext\r\n."), StringComparison.Ordinal);
    }

    private static Task Says(RealPostfix postfix, string text) =>
        postfix.Says(log => log.Any(line => line.Contains(text, StringComparison.Ordinal)), TestContext.Current.CancellationToken);

    private Task<RealPostfix> Start(string codename, Func<SmtpServer, SmtpServer> change)
    {
        var release = DebianRelease.Of(codename);
        var server = change(new()
        {
            Hostname = "sender.example.net",
            Listeners = [new(ListenerName.Mx, Incoming, TlsMode.Opportunistic)],
            ChainFiles = ["/run/tls/default-ecdsa.pem"],
            TrustedNetworks = ["192.0.2.0/24"],
            Version = release.Postfix,
        });
        var zone = TestResolver.Files(validates: true);
        return RealPostfix.Start(servers.Root(release), release, server, TestContext.Current.CancellationToken, new Dictionary<string, string>(zone)
        {
            ["dns/resolv.conf"] = "nameserver 127.0.0.1\nsearch prod.svc.cluster.example svc.cluster.example cluster.example\noptions ndots:5\n",
            ["dns/root.zone"] = $"{zone["dns/root.zone"]}smtp-relay.mail.svc.cluster.example. A {RealPostfix.Stranger}\nstore.prod.svc.cluster.example. A {RealPostfix.Stranger}\n",
        });
    }
}
