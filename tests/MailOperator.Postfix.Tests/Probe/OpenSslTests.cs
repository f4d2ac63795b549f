using System.Security.Cryptography.X509Certificates;
using MailOperator.Postfix.Certificates;
using MailOperator.Postfix.Probe;
using MailOperator.Postfix.Tests.Certificates;

namespace MailOperator.Postfix.Tests.Probe;

/// <summary>A chain file, read by OpenSSL, is what the probe sees on the wire.</summary>
public sealed class OpenSslTests
{
    [Theory]
    [InlineData(KeyType.Ecdsa, "-tls1_3", "TLSv1.3")]
    [InlineData(KeyType.Rsa, "-tls1_2", "TLSv1.2")]
    public async Task An_inspected_chain_is_served_whole_and_in_order(KeyType keyType, string version, string protocol)
    {
        var leaf = keyType == KeyType.Rsa ? TestTree.Rsa : TestTree.Ecdsa;
        var verdict = TestCertificate.Inspect(leaf.Pem + TestTree.Root.Pem + TestTree.Intermediate.Pem, leaf.KeyPem);
        using var server = await OpenSslServer.StartAsync(verdict.Chain!.Content, version);

        var report = await ProbeAsync(server);

        Assert.Equal((ProbeOutcome.Served, null, protocol), (report.Outcome, report.VerificationError, report.Protocol));
        Assert.Equal(verdict.Facts!.Fingerprint, report.Fingerprint);
        Assert.Equal(["CN=mail.example.com", "CN=Test Intermediate", "CN=Test Root"], report.Chain.Select(element => element.Subject));
    }

    [Theory]
    [InlineData("DHE-RSA-AES256-GCM-SHA384", "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384")]
    [InlineData("CAMELLIA256-SHA", "TLS_RSA_WITH_CAMELLIA_256_CBC_SHA")]
    [InlineData("ARIA128-GCM-SHA256", "TLS_RSA_WITH_ARIA_128_GCM_SHA256")]
    [InlineData("AES128-SHA:ECDHE-RSA-AES128-SHA:DHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384")]
    public async Task A_listener_of_few_ciphers_is_shaken_hands_with_by_the_best_of_them(string ciphers, string negotiated)
    {
        var chain = TestCertificate.Inspect(TestTree.Rsa.Pem + TestTree.Intermediate.Pem, TestTree.Rsa.KeyPem).Chain!.Content;
        using var server = await OpenSslServer.StartAsync(chain, "-tls1_2", "-cipher", ciphers);

        var report = await ProbeAsync(server);

        Assert.Equal((ProbeOutcome.Served, negotiated), (report.Outcome, report.Cipher));
        Assert.True(report.Satisfies);
    }

    [Fact]
    public async Task Ed25519_is_served_as_well()
    {
        var verdict = CertificateInspection.Inspect(
            TestCertificate.Pair(Fixtures.Ed25519Certificate, Fixtures.Ed25519Key),
            new() { Hosts = [TestCertificate.Host], Now = TestCertificate.Now.AddYears(1) });
        using var server = await OpenSslServer.StartAsync(verdict.Chain!.Content);

        var report = await ProbeAsync(server);

        Assert.Equal((ProbeOutcome.Served, verdict.Facts!.Fingerprint), (report.Outcome, report.Fingerprint));
        Assert.NotNull(report.VerificationError);
    }

    [Fact]
    public async Task A_self_signed_certificate_that_was_made_here_satisfies_whoever_trusts_it()
    {
        var (certificate, key) = SelfSignedCertificate.Create(
            TestCertificate.Host, [TestCertificate.Host], KeyType.Ecdsa, TestCertificate.Now, TestCertificate.Now.AddDays(90));
        var verdict = CertificateInspection.Inspect(
            new(certificate, key), new() { Hosts = [TestCertificate.Host], Now = TestCertificate.Now });
        using var trusted = X509CertificateLoader.LoadCertificate(certificate);
        using var server = await OpenSslServer.StartAsync(verdict.Chain!.Content);

        Assert.True((await ProbeAsync(server, trusted)).Satisfies);
    }

    [Theory]
    [InlineData("", ProbeOutcome.Served)]
    [InlineData(TestCertificate.Host, ProbeOutcome.HandshakeFailed)]
    public async Task A_probe_without_a_name_sends_none_and_looks_for_none(string name, ProbeOutcome outcome)
    {
        var chain = TestCertificate.Inspect(TestTree.Ecdsa.Pem + TestTree.Intermediate.Pem, TestTree.Ecdsa.KeyPem).Chain!.Content;
        // A server that hangs up on who asks for any other name, and not on who asks for none.
        using var server = await OpenSslServer.StartAsync(chain, "-servername", "other.example.com", "-servername_fatal");

        var report = await ProbeAsync(server, name: name);

        Assert.Equal((outcome, name.Length == 0), (report.Outcome, report.Satisfies));
    }

    private static Task<ProbeReport> ProbeAsync(
        OpenSslServer server, X509Certificate2? root = null, string name = TestCertificate.Host) =>
        new SmtpTlsProbe(new CertificateClock(), new() { TrustedRoots = [root ?? TestTree.Root.Certificate] }).ProbeAsync(
            new("127.0.0.1", server.Port, Handshake.Implicit, name), TestContext.Current.CancellationToken);
}
