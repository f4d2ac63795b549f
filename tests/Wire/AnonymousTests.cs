using MailOperator.Postfix.Probe;

namespace MailOperator.Wire;

/// <summary>A server without certificates encrypts for clients that ask for none, and takes mail in plaintext from others.</summary>
public sealed class AnonymousTests(PostfixServers servers)
{
    [Theory, ClassData(typeof(Releases))]
    public async Task A_server_without_certificates_speaks_anonymous_TLS_alone(string codename)
    {
        await using var postfix = await Start(codename);
        var accepted = await OpenSslClient.Accepted(postfix, 25, "-tls1_2");
        Assert.NotEmpty(accepted);
        Assert.All(accepted, cipher => Assert.Matches("^AE?C?DH-", cipher));
        Assert.Null(await OpenSslClient.Handshake(postfix, 25, "-tls1_3", "TLS_AES_128_GCM_SHA256"));
        Assert.DoesNotContain(postfix.Log, line => line.Contains("No server certs", StringComparison.Ordinal));
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task The_probe_proves_anonymous_TLS_and_takes_a_certificate_for_a_failure(string codename)
    {
        await using var anonymous = await Start(codename);
        var report = await Probe(anonymous, expectsNone: true);
        Assert.Equal(ProbeOutcome.Served, report.Outcome);
        Assert.Null(report.Fingerprint);
        Assert.Contains("anon", report.Cipher, StringComparison.Ordinal);
        Assert.Equal(ProbeOutcome.HandshakeFailed, (await Probe(anonymous, expectsNone: false)).Outcome);

        Assert.NotEqual(ProbeOutcome.Served, (await Probe(await servers.Of(codename, TlsProfile.NcscNl), expectsNone: true)).Outcome);
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task A_server_without_certificates_can_require_TLS(string codename)
    {
        await using var postfix = await Start(codename, TlsMode.Required);
        Assert.NotEmpty(await OpenSslClient.Accepted(postfix, 25, "-tls1_2"));
        Assert.Equal(ProbeOutcome.Served, (await Probe(postfix, expectsNone: true)).Outcome);
    }

    private Task<RealPostfix> Start(string codename, TlsMode mode = TlsMode.Opportunistic)
    {
        var release = DebianRelease.Of(codename);
        return RealPostfix.Start(
            servers.Root(release),
            release,
            PostfixServers.Server(release) with
            {
                Listeners = [new(ListenerName.Mx, 25, mode)],
                Authentication = null,
                ChainFiles = [],
                Anonymous = true,
            },
            TestContext.Current.CancellationToken);
    }

    private static Task<ProbeReport> Probe(RealPostfix postfix, bool expectsNone) =>
        Relay.Probe(postfix, 25, new("127.0.0.1", 25, Handshake.StartTls, TestCertificates.Host) { Anonymous = expectsNone });
}
