using System.Net;
using System.Text;
using MailOperator.Postfix.Probe;

namespace MailOperator.Wire;

/// <summary>postscreen before mx: who is tested, what becomes of who fails, and that TLS is the same on both sides of it.</summary>
public sealed class PostscreenTests(PostfixServers servers)
{
    private const string Postmaster = "postmaster@example.com";

    /// <summary>A stranger has failed before it has said a word, and gets as far as RCPT.</summary>
    internal static Postscreen KeepsStrangers { get; } = new()
    {
        GreetWait = TimeSpan.FromSeconds(1),
        AccessList = [new($"{RealPostfix.Stranger}/32", IsPermitted: false), new("2001:db8::/32", IsPermitted: true)],
        DenyListAction = PostscreenAction.Enforce,
    };

    /// <summary>A resolver that has the stranger on some lists, and knows nothing else.</summary>
    private static Dictionary<string, string> Lists { get; } = new()
    {
        ["dns/resolver.sh"] = "exec unbound -d -c /run/dns/unbound.conf",
        ["dns/resolv.conf"] = "nameserver 127.0.0.1\n",
        ["dns/unbound.conf"] = TestResolver.Unbound(
            "local-zone: \".\" static",
            "local-data: \"1.2.0.192.bl.example. A 127.0.0.14\"",
            "local-data: \"1.2.0.192.other.example. A 127.0.0.3\"",
            "local-data: \"1.2.0.192.wl.example. A 127.0.0.9\""),
    };

    [Theory, ClassData(typeof(Releases))]
    public async Task A_client_that_waits_for_the_greeting_is_handed_on_and_known_from_then_on(string release)
    {
        await using var postfix = await Start(release, new() { GreetAction = PostscreenAction.Enforce, GreetWait = TimeSpan.FromSeconds(2) });
        foreach (var lines in new[] { 2, 1 })
        {
            await using var session = await SmtpSession.OpenAny(postfix.Connect(25));
            // The line that tempts clients to speak, and that of smtpd.
            Assert.Equal(lines, session.Greeting.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
            await session.Say("EHLO client.example.net");
            await session.StartTls();
            Assert.StartsWith("250 ", await Mail(session), StringComparison.Ordinal);
        }
        Assert.Empty(postfix.Complaints);
        Assert.Contains(postfix.Log, line => line.Contains("mx/postscreen", StringComparison.Ordinal) && line.Contains("PASS NEW", StringComparison.Ordinal));
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task The_pod_itself_waits_for_nothing(string release)
    {
        await using var postfix = await Start(release, new() { GreetWait = TimeSpan.FromSeconds(10) });
        await using var session = await SmtpSession.OpenAny(postfix.ConnectAsProbe(25));
        Assert.StartsWith("220 ", session.Greeting, StringComparison.Ordinal);
        await session.Say("EHLO localhost");
        await session.StartTls();
        Assert.Empty(postfix.Complaints);
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task A_client_that_speaks_before_its_turn_is_treated_as_told(string release)
    {
        foreach (var (action, greeting, recipient) in new[]
        {
            (PostscreenAction.Ignore, "220", "250 "), (PostscreenAction.Enforce, "220", "550 5.5.1 "), (PostscreenAction.Drop, "521 5.5.1 ", ""),
        })
        {
            await using var postfix = await Start(release, new() { GreetAction = action, GreetWait = TimeSpan.FromSeconds(2) });
            var socket = postfix.Connect(25);
            await socket.SendAsync("EHLO hasty.example.net\r\n"u8.ToArray());
            await using var session = await SmtpSession.OpenAny(socket);
            Assert.Contains(greeting, session.Greeting, StringComparison.Ordinal);
            await postfix.Says(log => log.Any(line => line.Contains("PREGREET 24 after", StringComparison.Ordinal)), TestContext.Current.CancellationToken);
            if (recipient.Length == 0)
                continue;
            // smtpd answers what came before its turn, postscreen throws it away.
            Assert.StartsWith(
                "250", action == PostscreenAction.Ignore ? await session.Reply() : await session.Say("EHLO hasty.example.net"), StringComparison.Ordinal);
            Assert.StartsWith(recipient, await Mail(session), StringComparison.Ordinal);
            Assert.Empty(postfix.Complaints);
        }
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task A_client_on_block_lists_fails_from_the_threshold_on(string release)
    {
        foreach (var (threshold, greeting, recipient) in new[] { (3, "220", "550 5.7.1 "), (4, "220", "250 ") })
        {
            var screen = new Postscreen
            {
                GreetWait = TimeSpan.FromSeconds(2),
                DnsBlockLists =
                [
                    new("bl.example") { Reply = "127.0.0.[2..11;14]", Weight = 4 },
                    new("other.example") { Reply = "127.0.0.2", Weight = 8 },
                    new("wl.example") { Weight = -1 },
                    new("empty.example"),
                ],
                DnsBlockListThreshold = threshold,
                DnsBlockListAction = PostscreenAction.Enforce,
            };
            await using var postfix = await Start(release, screen, resolver: true);
            await using var session = await SmtpSession.OpenAny(postfix.Connect(25));
            Assert.StartsWith(greeting, session.Greeting, StringComparison.Ordinal);
            await session.Say("EHLO client.example.net");
            await session.StartTls();
            Assert.StartsWith(recipient, await Mail(session), StringComparison.Ordinal);
            Assert.Contains(postfix.Log, line => line.Contains("listed by domain bl.example as 127.0.0.14", StringComparison.Ordinal));
            Assert.Empty(postfix.Complaints);
        }
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task A_client_that_the_access_list_rejects_is_treated_as_told(string release)
    {
        await using (var postfix = await Start(release, KeepsStrangers))
        {
            await using var session = await SmtpSession.OpenAny(postfix.Connect(25));
            await session.Say("EHLO client.example.net");
            await session.StartTls();
            Assert.StartsWith("550 5.3.2 ", await Mail(session), StringComparison.Ordinal);
            Assert.StartsWith("221 ", await session.Say("QUIT"), StringComparison.Ordinal);
            Assert.Empty(postfix.Complaints);
        }
        await using (var postfix = await Start(release, KeepsStrangers with { DenyListAction = PostscreenAction.Drop }))
        {
            await using var session = await SmtpSession.OpenAny(postfix.Connect(25));
            Assert.StartsWith("521 5.3.2 ", session.Greeting, StringComparison.Ordinal);
        }
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task A_client_that_the_access_list_permits_is_not_tested(string release)
    {
        await using var postfix = await Start(release, KeepsStrangers with
        {
            // The first range that holds the client counts.
            AccessList = [new($"{RealPostfix.Stranger}/32", IsPermitted: true), new("0.0.0.0/0", IsPermitted: false)],
        });
        await using var session = await SmtpSession.Open(postfix.Connect(25));
        await session.Say("EHLO client.example.net");
        Assert.StartsWith("250 ", await Mail(session), StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task A_scanner_sees_the_same_protocols_and_ciphers_on_both_sides_of_postscreen(string release)
    {
        foreach (var (profile, mode) in new[] { (TlsProfile.NcscNl, TlsMode.Opportunistic), (TlsProfile.Intermediate, TlsMode.Required) })
        {
            await using var postfix = await Start(release, KeepsStrangers, server => server with
            {
                Profile = profile,
                // sslscan takes the line that tempts clients for all of the greeting.
                Parameters = new Dictionary<string, string> { ["postscreen_greet_banner"] = "" },
                Listeners = [.. server.Listeners.Select(listener => listener.Name == ListenerName.Mx ? listener with { Mode = mode } : listener)],
            });
            var kept = await Scanner.Scan(postfix, 25);
            var handedOn = await Scanner.Scan(postfix, 25, IPAddress.Loopback);
            Assert.Equal(["TLSv1.2", "TLSv1.3"], kept.Select(seen => seen.Protocol));
            Assert.Equal(handedOn.Select(Text), kept.Select(Text));
            // With both kinds of keys, and with forward secrecy and AEAD alone.
            Assert.Contains("ECDHE-ECDSA-AES256-GCM-SHA384", kept[0].Suites);
            Assert.Contains("ECDHE-RSA-AES256-GCM-SHA384", kept[0].Suites);
            Assert.All(kept[0].Suites, suite => Assert.Matches("^(EC)?DHE-.*(GCM|CHACHA20)", suite));
        }

        static string Text((string Protocol, string[] Suites) seen) => $"{seen.Protocol} {string.Join(' ', seen.Suites)}";
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task Both_sides_of_postscreen_want_TLS_where_that_is_required(string release)
    {
        await using var postfix = await Start(release, KeepsStrangers, server => server with
        {
            Listeners = [server.Listeners[0] with { Mode = TlsMode.Required }],
        });
        foreach (var socket in new[] { postfix.Connect(25), postfix.ConnectAsProbe(25) })
        {
            await using var session = await SmtpSession.OpenAny(socket);
            await session.Say("EHLO client.example.net");
            Assert.StartsWith("530 5.7.0 ", await session.Say("MAIL FROM:<a@example.net>"), StringComparison.Ordinal);
        }
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task The_probe_proves_the_certificate_on_both_sides_of_postscreen(string release)
    {
        foreach (var screen in new[] { new Postscreen { GreetAction = PostscreenAction.Drop }, KeepsStrangers })
        {
            await using var postfix = await Start(release, screen);
            var report = await Relay.Probe(postfix, 25, new("", 0, Handshake.StartTls, TestCertificates.Host));
            Assert.Equal((ProbeOutcome.Served, ""), (report.Outcome, report.Outcome == ProbeOutcome.Served ? "" : report.Message));
            await postfix.Says(
                log => log.Any(line => line.Contains("postscreen[", StringComparison.Ordinal) && line.Contains("CONNECT from", StringComparison.Ordinal)),
                TestContext.Current.CancellationToken);
            Assert.NotNull(report.Fingerprint);
            Assert.Empty(postfix.Complaints);
        }
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task Limits_of_mx_hold_on_both_sides_of_postscreen(string release)
    {
        await using var postfix = await Start(release, new() { GreetWait = TimeSpan.FromSeconds(2) }, server => server with
        {
            Listeners = [server.Listeners[0] with { Limits = new() { ConnectionsPerClient = 1, MessagesPerMinute = 1 } }],
        });
        await using var first = await SmtpSession.OpenAny(postfix.Connect(25));
        await using (var second = await SmtpSession.OpenAny(postfix.Connect(25)))
            Assert.StartsWith("421 4.7.0 ", second.Greeting, StringComparison.Ordinal);
        await first.Say("EHLO client.example.net");
        Assert.StartsWith("250 ", await first.Say("MAIL FROM:<a@example.net>"), StringComparison.Ordinal);
        await first.Say("RSET");
        Assert.StartsWith("450 4.7.1 ", await first.Say("MAIL FROM:<a@example.net>"), StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task The_client_that_postscreen_tests_is_the_one_that_the_PROXY_header_names(string release)
    {
        await using var postfix = await Start(
            release,
            KeepsStrangers with { AccessList = [new("203.0.113.7/32", IsPermitted: false), new("203.0.113.0/24", IsPermitted: true)] },
            server => server with { ProxyProtocol = true });
        foreach (var (client, reply) in new[] { ("203.0.113.7", "550 5.3.2 "), ("203.0.113.8", "250 "), ("127.0.0.1", "250 ") })
        {
            var socket = postfix.Connect(25);
            await socket.SendAsync(Encoding.ASCII.GetBytes($"PROXY TCP4 {client} 192.0.2.1 40000 25\r\n"));
            await using var session = await SmtpSession.OpenAny(socket);
            await session.Say("EHLO client.example.net");
            await session.StartTls();
            Assert.StartsWith(reply, await Mail(session), StringComparison.Ordinal);
        }
        await postfix.Says(
            log => log.Any(line => line.Contains("mx/smtpd", StringComparison.Ordinal) && line.Contains("connect from unknown[203.0.113.8]", StringComparison.Ordinal)),
            TestContext.Current.CancellationToken);
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task What_is_changed_of_the_listener_is_changed_of_the_smtpd_behind_postscreen(string release)
    {
        await using var postfix = await Start(release, new(), server => server with
        {
            Services = new Dictionary<string, ServiceChange>
            {
                ["smtp/inet"] = new() { Options = new Dictionary<string, string> { ["smtpd_recipient_restrictions"] = "reject" } },
            },
        });
        await using var session = await SmtpSession.Open(postfix.ConnectAsProbe(25));
        await session.Say("EHLO localhost");
        Assert.StartsWith("554 5.7.1 ", await Mail(session), StringComparison.Ordinal);
    }

    /// <summary>A server with postscreen before its mx.</summary>
    internal static SmtpServer With(SmtpServer server, Postscreen postscreen) => server with
    {
        Listeners = [.. server.Listeners.Select(listener => listener.Name == ListenerName.Mx ? listener with { Postscreen = postscreen } : listener)],
    };

    private static async Task<string> Mail(SmtpSession session)
    {
        Assert.StartsWith("250 ", await session.Say("MAIL FROM:<a@example.net>"), StringComparison.Ordinal);
        return await session.Say($"RCPT TO:<{Postmaster}>");
    }

    private Task<RealPostfix> Start(string codename, Postscreen postscreen, Func<SmtpServer, SmtpServer>? change = null, bool resolver = false)
    {
        var release = DebianRelease.Of(codename);
        var server = PostfixServers.Server(release) with
        {
            Parameters = new Dictionary<string, string> { ["mydestination"] = "example.com", ["local_recipient_maps"] = "" },
        };
        return RealPostfix.Start(
            servers.Root(release), release, With(change is null ? server : change(server), postscreen), TestContext.Current.CancellationToken,
            resolver ? Lists : null);
    }
}
