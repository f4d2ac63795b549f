using MailOperator.Postfix.Probe;
using MailOperator.Postfix.Tests.Certificates;

namespace MailOperator.Postfix.Tests.Probe;

/// <summary>What a verifying client would say; the probe sees the certificate whatever that is.</summary>
public sealed class VerificationTests
{
    private static readonly DateTimeOffset Now = TestCertificate.Now;
    private static readonly TestCertificate Root = TestCertificate.Root();
    private static readonly TestCertificate Intermediate = Root.Intermediate("Verification Intermediate");

    [Fact]
    public async Task A_wrong_name_is_told_with_the_right_one()
    {
        var report = await ServeAsync(Leaf(), [Intermediate], name: "other.example.com");

        Assert.Equal("the certificate is not for other.example.com but for mail.example.com", report.VerificationError);
        Assert.False(report.Satisfies);
    }

    [Fact]
    public async Task An_unknown_root_is_not_trusted()
    {
        var report = await ServeAsync(Leaf(), [Intermediate], root: TestCertificate.Root("Another Root"));

        Assert.Contains("does not lead to a trusted root", report.VerificationError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_root_of_the_right_name_with_another_key_is_not_the_root()
    {
        var report = await ServeAsync(Leaf(), [Intermediate], root: TestCertificate.Root());

        Assert.NotNull(report.VerificationError);
    }

    [Fact]
    public async Task A_missing_intermediate_is_told() =>
        Assert.Contains("an intermediate is missing", (await ServeAsync(Leaf(), [])).VerificationError, StringComparison.Ordinal);

    [Fact]
    public async Task An_expired_certificate_is_served_but_would_be_refused()
    {
        var leaf = Leaf(new() { NotBefore = Now.AddDays(-90), NotAfter = Now.AddDays(-1) });
        var report = await ServeAsync(leaf, [Intermediate]);

        Assert.Equal((ProbeOutcome.Served, leaf.Fingerprint), (report.Outcome, report.Fingerprint));
        Assert.Contains("expired at", report.VerificationError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_from_the_future_is_told()
    {
        var leaf = Leaf(new() { NotBefore = Now.AddDays(2) });

        Assert.Contains("not valid before", (await ServeAsync(leaf, [Intermediate])).VerificationError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_for_clients_is_told()
    {
        var leaf = Leaf(new() { ExtendedUsage = "1.3.6.1.5.5.7.3.2" });

        Assert.Contains("not for servers", (await ServeAsync(leaf, [Intermediate])).VerificationError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_self_signed_certificate_is_refused_unless_it_is_trusted_itself()
    {
        var leaf = TestCertificate.SelfSigned();

        Assert.Contains("self-signed", (await ServeAsync(leaf, [])).VerificationError, StringComparison.Ordinal);
        Assert.Null((await ServeAsync(leaf, [], root: leaf)).VerificationError);
    }

    [Fact]
    public async Task Without_roots_of_ones_own_those_of_the_system_count()
    {
        await using var server = new FakeSmtpServer(new() { Certificate = ProbeTests.Context(Leaf(), Intermediate) });

        // The first to ask for the roots of the system reads all of them.
        var report = await new SmtpTlsProbe(new CertificateClock(), new() { Timeout = TimeSpan.FromMinutes(2) }).ProbeAsync(
            new("127.0.0.1", server.Port, Handshake.StartTls, TestCertificate.Host), TestContext.Current.CancellationToken);

        Assert.Equal(ProbeOutcome.Served, report.Outcome);
        Assert.NotNull(report.VerificationError);
    }

    [Fact]
    public async Task RSA_is_served_as_well() =>
        Assert.True((await ServeAsync(Leaf(new() { Key = TestKeys.Rsa }), [Intermediate])).Satisfies);

    private static TestCertificate Leaf(TestCertificate.Recipe? recipe = null) => Intermediate.Leaf(recipe);

    private static async Task<ProbeReport> ServeAsync(
        TestCertificate leaf, TestCertificate[] issuers, TestCertificate? root = null, string name = TestCertificate.Host)
    {
        await using var server = new FakeSmtpServer(new() { Certificate = ProbeTests.Context(leaf, issuers) });
        return await ProbeTests.ProbeAsync(server, options: new() { TrustedRoots = [(root ?? Root).Certificate] }, name: name);
    }
}
