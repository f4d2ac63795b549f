using System.Security.Cryptography.X509Certificates;
using MailOperator.Postfix.Probe;

namespace MailOperator.Wire;

/// <summary>Clients with and without certificates: who is turned away, and who relays.</summary>
public sealed class ClientCertificateTests(PostfixServers servers)
{
    private const string Elsewhere = "RCPT TO:<friend@elsewhere.example>";

    private static readonly ListenerName[] Submission = [ListenerName.Submission, ListenerName.Submissions];

    [Theory, ClassData(typeof(Releases))]
    public async Task Who_has_no_certificate_or_a_foreign_one_is_turned_away_and_who_has_the_right_one_relays(string release)
    {
        await using var postfix = await Start(release, new() { Required = true, Listeners = Submission, AuthorityFile = "/run/tls/client-ca.pem", Relay = ClientRelay.Trusted });
        foreach (var port in new[] { 465, 587 })
        {
            Assert.StartsWith("421 4.7.1", await Answer(postfix, port, null), StringComparison.Ordinal);
            Assert.StartsWith("421 4.7.1", await Answer(postfix, port, TestClients.Mallory), StringComparison.Ordinal);
            Assert.StartsWith("250 2.1.5", await Answer(postfix, port, TestClients.Alice), StringComparison.Ordinal);
        }
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task Of_clients_of_one_authority_only_those_listed_relay(string release)
    {
        await using var postfix = await Start(release, new()
        {
            Required = true,
            Listeners = Submission,
            AuthorityFile = "/run/tls/client-ca.pem",
            Fingerprints = new Dictionary<string, string> { ["alice"] = TestClients.KeyOf(TestClients.Alice) },
            Relay = ClientRelay.Listed,
        });
        Assert.StartsWith("250 2.1.5", await Answer(postfix, 465, TestClients.Alice), StringComparison.Ordinal);
        Assert.StartsWith("554 5.7.1", await Answer(postfix, 465, TestClients.Bob), StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task Listed_clients_need_no_authority_where_certificates_are_only_asked_for(string release)
    {
        await using var postfix = await Start(release, new()
        {
            Listeners = [ListenerName.Mx, .. Submission],
            Fingerprints = new Dictionary<string, string> { ["mallory"] = TestClients.KeyOf(TestClients.Mallory) },
            Relay = ClientRelay.Listed,
        });
        foreach (var port in new[] { 25, 587, 465 })
        {
            Assert.StartsWith("250 2.1.5", await Answer(postfix, port, TestClients.Mallory), StringComparison.Ordinal);
            Assert.StartsWith("554 5.7.1", await Answer(postfix, port, TestClients.Alice), StringComparison.Ordinal);
            Assert.StartsWith("554 5.7.1", await Answer(postfix, port, null), StringComparison.Ordinal);
        }
        Assert.Empty(postfix.Complaints);
    }

    // The operator has no certificate: being turned away inside TLS, it has seen the server's all the same.
    [Theory, ClassData(typeof(Releases))]
    public async Task The_probe_sees_the_server_certificate_before_it_is_turned_away(string release)
    {
        await using var postfix = await Start(release, new() { Required = true, Listeners = Submission, AuthorityFile = "/run/tls/client-ca.pem" });
        foreach (var (port, handshake) in new[] { (587, Handshake.StartTls), (465, Handshake.Implicit) })
        {
            var report = await Relay.Probe(postfix, port, new("127.0.0.1", 0, handshake, TestCertificates.Host));
            Assert.True(report.Outcome is ProbeOutcome.Refused or ProbeOutcome.Served, report.Message);
            Assert.NotNull(report.Protocol);
            Assert.Contains(TestCertificates.Host, report.DnsNames);
        }
    }

    private Task<RealPostfix> Start(string codename, ClientCertificatePolicy policy)
    {
        var release = DebianRelease.Of(codename);
        return RealPostfix.Start(
            servers.Root(release),
            release,
            PostfixServers.Server(release) with { Authentication = null, ClientCertificates = policy },
            TestContext.Current.CancellationToken,
            new Dictionary<string, string> { ["client-ca.pem"] = TestClients.AuthorityPem });
    }

    /// <summary>The reply that turns a client away, or the one to a recipient elsewhere.</summary>
    private static async Task<string> Answer(RealPostfix postfix, int port, X509Certificate2? certificate)
    {
        await using var session = await SmtpSession.Begin(postfix.Connect(port), encrypted: port == 465, certificate);
        if (port != 465)
        {
            await session.Say("EHLO client.example.net");
            await session.Say("STARTTLS");
            await session.Handshake();
        }
        var first = port == 465 ? await session.Reply() : "220 ";
        if (!first.StartsWith("220 ", StringComparison.Ordinal))
            return first;
        var hello = await session.Say("EHLO client.example.net");
        if (!hello.StartsWith("250", StringComparison.Ordinal))
            return hello;
        await session.Say("MAIL FROM:<a@example.net>");
        return await session.Say(Elsewhere);
    }
}
