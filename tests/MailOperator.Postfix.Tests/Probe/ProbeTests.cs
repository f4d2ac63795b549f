using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MailOperator.Postfix.Probe;
using MailOperator.Postfix.Tests.Certificates;
using static MailOperator.Postfix.Tests.Probe.FakeSmtpServer;

namespace MailOperator.Postfix.Tests.Probe;

public sealed class ProbeTests
{
    private static readonly TestCertificate Root = TestCertificate.Root();
    private static readonly TestCertificate Intermediate = Root.Intermediate("Probe Intermediate");
    private static readonly TestCertificate Leaf = Intermediate.Leaf();
    private static readonly SslStreamCertificateContext Good = Context(Leaf, Intermediate);
    private static readonly Behaviour Smtp = new() { Certificate = Good };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_good_listener_is_served_and_satisfies(bool wrapped)
    {
        await using var server = new FakeSmtpServer(Smtp with { Implicit = wrapped });

        var report = await ProbeAsync(server, wrapped);

        Assert.Equal((ProbeOutcome.Served, null), (report.Outcome, report.VerificationError));
        Assert.True(report.Satisfies);
        Assert.Equal(Leaf.Fingerprint, report.Fingerprint);
        Assert.Equal("TLSv1.3", report.Protocol);
        Assert.StartsWith("TLS_", report.Cipher, StringComparison.Ordinal);
        Assert.Equal(Leaf.Certificate.NotAfter.ToUniversalTime(), report.NotAfter!.Value.UtcDateTime);
        Assert.Equal([TestCertificate.Host], report.DnsNames);
        Assert.Equal([Leaf.Fingerprint, Intermediate.Fingerprint], report.Chain.Select(element => element.Fingerprint));
        Assert.Equal([TestCertificate.Host], server.ServerNames);
        Assert.Equal(
            wrapped ? ["TLS QUIT"] : new[] { "EHLO probe.invalid", "STARTTLS", "TLS QUIT" },
            server.Commands);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Capabilities_are_asked_for_inside_TLS_when_wanted(bool wrapped)
    {
        await using var server = new FakeSmtpServer(Smtp with { Implicit = wrapped });

        var report = await ProbeAsync(server, wrapped, new() { AskCapabilities = true });

        Assert.Equal(wrapped ? [] : new[] { "PIPELINING", "STARTTLS", "SIZE 1000" }, report.CapabilitiesBeforeTls);
        Assert.Equal(["AUTH PLAIN LOGIN", "SIZE 1000"], report.CapabilitiesInTls);
        Assert.False(report.AuthOfferedBeforeTls);
        Assert.Equal("TLS QUIT", server.Commands.Last());
    }

    [Fact]
    public async Task A_long_greeting_is_read_to_its_end()
    {
        await using var server = new FakeSmtpServer(Smtp with { Greeting = ["220-mail.example.com", "220-No spam", "220 ESMTP"] });

        Assert.Equal(ProbeOutcome.Served, (await ProbeAsync(server)).Outcome);
    }

    [Fact]
    public async Task Passwords_offered_in_plaintext_are_noticed()
    {
        await using var server = new FakeSmtpServer(Smtp with { Capabilities = ["250-mail", "250-starttls", "250 AUTH PLAIN"] });

        var report = await ProbeAsync(server);

        Assert.Equal((ProbeOutcome.Served, true), (report.Outcome, report.AuthOfferedBeforeTls));
    }

    [Fact]
    public async Task A_listener_without_STARTTLS_is_told_and_left_politely()
    {
        await using var server = new FakeSmtpServer(Smtp with { Capabilities = ["250-mail", "250 SIZE 1000"] });

        var report = await ProbeAsync(server);

        Assert.Equal((ProbeOutcome.NoTls, null), (report.Outcome, report.Fingerprint));
        Assert.Equal(["EHLO probe.invalid", "QUIT"], server.Commands);
    }

    [Fact]
    public async Task Broken_certificates_show_as_454_and_the_reply_is_quoted()
    {
        await using var server = new FakeSmtpServer(Smtp with { StartTlsReply = ["454 4.7.0 TLS not available due to \u001blocal problem"] });

        var report = await ProbeAsync(server);

        Assert.Equal(ProbeOutcome.TlsRefused, report.Outcome);
        Assert.Contains("454 4.7.0 TLS not available due to ?local problem", report.Message, StringComparison.Ordinal);
        Assert.Equal("QUIT", server.Commands.Last());
    }

    [Theory]
    [InlineData("421 4.3.2 shutting down", ProbeOutcome.Refused)]
    [InlineData("554 5.7.1 go away", ProbeOutcome.Refused)]
    [InlineData("SSH-2.0-OpenSSH_9.2", ProbeOutcome.NotSmtp)]
    [InlineData("999 what", ProbeOutcome.NotSmtp)]
    [InlineData("", ProbeOutcome.NotSmtp)]
    public async Task Another_greeting_is_told(string greeting, ProbeOutcome outcome)
    {
        await using var server = new FakeSmtpServer(Smtp with { Greeting = [greeting] });

        var report = await ProbeAsync(server);

        Assert.Equal(outcome, report.Outcome);
        Assert.Contains(greeting, report.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_inside_TLS_still_tells_what_was_served()
    {
        await using var server = new FakeSmtpServer(Smtp with { Implicit = true, Greeting = ["421 4.7.1 No client certificate presented"] });

        var report = await ProbeAsync(server, wrapped: true);

        Assert.Equal((ProbeOutcome.Refused, Leaf.Fingerprint), (report.Outcome, report.Fingerprint));
    }

    [Fact]
    public async Task Replies_without_end_and_lines_without_end_are_not_read_for_ever()
    {
        await using var many = new FakeSmtpServer(Smtp with { Capabilities = [.. Enumerable.Repeat("250-X", 1000)] });
        await using var one = new FakeSmtpServer(Smtp with { Greeting = [new string('x', 100_000)] });

        Assert.Equal(ProbeOutcome.NotSmtp, (await ProbeAsync(many)).Outcome);
        var report = await ProbeAsync(one);
        Assert.Equal(ProbeOutcome.NotSmtp, report.Outcome);
        Assert.InRange(report.Message.Length, 1, 300);
    }

    [Fact]
    public async Task Plaintext_after_the_reply_to_STARTTLS_is_never_taken_for_something_said_inside_TLS()
    {
        await using var server = new FakeSmtpServer(Smtp with { StartTlsReply = ["220 2.0.0 Ready", "250 2.0.0 injected"] });

        var report = await ProbeAsync(server);

        Assert.Equal((ProbeOutcome.HandshakeFailed, null), (report.Outcome, report.Fingerprint));
        Assert.Contains("plaintext", report.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Garbage_instead_of_a_handshake_is_a_failed_handshake(bool wrapped)
    {
        await using var server = new FakeSmtpServer(Smtp with { Implicit = wrapped, InsteadOfHandshake = [.. "220 not TLS at all\r\n"u8] });

        var report = await ProbeAsync(server, wrapped);

        Assert.Equal((ProbeOutcome.HandshakeFailed, null), (report.Outcome, report.Fingerprint));
    }

    [Fact]
    public async Task A_listener_that_speaks_plaintext_where_TLS_is_expected_is_a_failed_handshake()
    {
        await using var server = new FakeSmtpServer(Smtp);

        Assert.Equal(ProbeOutcome.HandshakeFailed, (await ProbeAsync(server, wrapped: true)).Outcome);
    }

    [Fact]
    public async Task A_connection_that_is_dropped_is_told_by_where_it_was_dropped()
    {
        Assert.Equal(ProbeOutcome.Unreachable, await OutcomeAsync(Smtp with { Greeting = null }));
        Assert.Equal(ProbeOutcome.Unreachable, await OutcomeAsync(Smtp with { Capabilities = null }));
        Assert.Equal(ProbeOutcome.TlsRefused, await OutcomeAsync(Smtp with { StartTlsReply = null }));
        Assert.Equal(ProbeOutcome.HandshakeFailed, await OutcomeAsync(Smtp with { QuitReply = null }));
        Assert.Equal(ProbeOutcome.HandshakeFailed, await OutcomeAsync(Smtp with { Implicit = true, Greeting = null }));

        static async Task<ProbeOutcome> OutcomeAsync(Behaviour behaviour)
        {
            await using var server = new FakeSmtpServer(behaviour);
            return (await ProbeAsync(server, behaviour.Implicit)).Outcome;
        }
    }

    [Fact]
    public async Task A_stall_ends_at_the_timeout_and_says_where()
    {
        await StallAsync("the greeting", Smtp with { Greeting = [] });
        await StallAsync("the reply to EHLO", Smtp with { Capabilities = [] });
        await StallAsync("the reply to STARTTLS", Smtp with { StartTlsReply = [] });
        await StallAsync("the TLS handshake", Smtp with { InsteadOfHandshake = [] });
        await StallAsync("the reply to QUIT", Smtp with { QuitReply = [] });

        static async Task StallAsync(string where, Behaviour behaviour)
        {
            await using var server = new FakeSmtpServer(behaviour);
            var report = await ProbeAsync(server, options: new() { Timeout = TimeSpan.FromMilliseconds(400) });
            Assert.Equal(ProbeOutcome.Timeout, report.Outcome);
            Assert.Contains(where, report.Message, StringComparison.Ordinal);
            Assert.InRange(report.Elapsed, TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(10));
        }
    }

    [Fact]
    public async Task A_server_that_does_not_answer_QUIT_does_not_change_the_verdict()
    {
        await using var server = new FakeSmtpServer(Smtp with { Capabilities = ["250 mail"], QuitReply = null });

        Assert.Equal(ProbeOutcome.NoTls, (await ProbeAsync(server)).Outcome);
    }

    [Fact]
    public async Task A_closed_port_is_unreachable()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();

        var report = await new SmtpTlsProbe(new CertificateClock(), new()).ProbeAsync(
            new("127.0.0.1", port, Handshake.Implicit, TestCertificate.Host), TestContext.Current.CancellationToken);

        Assert.Equal(ProbeOutcome.Unreachable, report.Outcome);
        Assert.Contains("refused", report.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_callers_cancellation_is_not_an_outcome()
    {
        await using var server = new FakeSmtpServer(Smtp with { Greeting = [] });
        using var cancellation = new CancellationTokenSource();

        var probing = new SmtpTlsProbe(new CertificateClock(), new()).ProbeAsync(
            new("127.0.0.1", server.Port, Handshake.StartTls, TestCertificate.Host), cancellation.Token);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => probing);
    }

    internal static SslStreamCertificateContext Context(TestCertificate leaf, params TestCertificate[] issuers)
    {
        using var certificate = leaf.Key switch
        {
            System.Security.Cryptography.ECDsa key => leaf.Certificate.CopyWithPrivateKey(key),
            System.Security.Cryptography.RSA key => leaf.Certificate.CopyWithPrivateKey(key),
            _ => throw new NotSupportedException(),
        };
        return SslStreamCertificateContext.Create(
            X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null),
            new(issuers.Select(issuer => issuer.Certificate).ToArray()),
            offline: true);
    }

    internal static Task<ProbeReport> ProbeAsync(
        FakeSmtpServer server, bool wrapped = false, ProbeOptions? options = null, string name = TestCertificate.Host) =>
        new SmtpTlsProbe(new CertificateClock(), (options ?? new()) with { TrustedRoots = options?.TrustedRoots ?? [Root.Certificate] }).ProbeAsync(
            new("127.0.0.1", server.Port, wrapped ? Handshake.Implicit : Handshake.StartTls, name), TestContext.Current.CancellationToken);
}
