using System.Text;
using MailOperator.Postfix.Probe;

namespace MailOperator.Wire;

/// <summary>A load balancer tells the client's address; without a header nobody gets in.</summary>
public sealed class ProxyTests(PostfixServers servers)
{
    [Theory, ClassData(typeof(Releases))]
    public async Task The_client_is_the_one_that_the_PROXY_header_names(string release)
    {
        await using var postfix = await Start(release);
        foreach (var (client, reply) in new[] { ("203.0.113.7", "554 5.7.1"), ("198.51.100.7", "250 2.1.5") })
        {
            var socket = postfix.Connect(25);
            await socket.SendAsync(Encoding.ASCII.GetBytes($"PROXY TCP4 {client} 192.0.2.1 40000 25\r\n"));
            await using var session = await SmtpSession.Open(socket);
            await session.Say("EHLO client.example.net");
            await session.StartTls();
            await session.Say("MAIL FROM:<a@example.net>");
            // What is trusted is the address that the header names: a peer that may send headers may relay.
            Assert.StartsWith(reply, await session.Say("RCPT TO:<b@elsewhere.example>"), StringComparison.Ordinal);
        }
        await postfix.Says(
            log => log.Any(line => line.Contains("connect from unknown[203.0.113.7]", StringComparison.Ordinal)), TestContext.Current.CancellationToken);
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task The_probe_speaks_PROXY_before_the_handshake(string release)
    {
        await using var postfix = await Start(release);
        foreach (var (port, handshake) in new[] { (25, Handshake.StartTls), (587, Handshake.StartTls), (465, Handshake.Implicit) })
        {
            var target = new ProbeTarget("127.0.0.1", port, handshake, TestCertificates.Host);
            var report = await Relay.Probe(postfix, port, target with { ProxyProtocol = true });
            Assert.True(report.Fingerprint is not null && report.Protocol == "TLSv1.3", $"{port}: {report.Outcome} {report.Message}");

            // A server that waits for a header refuses a client without in plaintext, on each port.
            await using var refused = await SmtpSession.OpenAny(postfix.Connect(port));
            Assert.StartsWith("421 4.3.0", refused.Greeting, StringComparison.Ordinal);
        }
    }

    private Task<RealPostfix> Start(string codename)
    {
        var release = DebianRelease.Of(codename);
        return RealPostfix.Start(
            servers.Root(release),
            release,
            PostfixServers.Server(release) with { ProxyProtocol = true, TrustedNetworks = ["198.51.100.0/24"] },
            TestContext.Current.CancellationToken);
    }
}
