using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MailOperator.Wire;

/// <summary>A Postfix sends mail on to another, in one network: what TLS does at each level, and to a relay host with AUTH.</summary>
public sealed class OutboundTests(PostfixServers servers)
{
    private static readonly string[] Verified = ["Verified TLS connection established to", "status=sent"];

    [Theory, ClassData(typeof(Releases))]
    public async Task Mail_goes_at_the_level_of_its_destination(string release)
    {
        await using var pair = await Pair.Start(servers, release, outbound => outbound with
        {
            Level = OutboundSecurityLevel.May,
            Policies =
            [
                Policy("encrypt", OutboundSecurityLevel.Encrypt) with { Protocols = ">=TLSv1.3", Grade = "high", ExcludeCiphers = ["aNULL", "kRSA"] },
                Policy("verify", OutboundSecurityLevel.Verify) with { Match = [".example.com"] },
                Policy("secure", OutboundSecurityLevel.Secure) with { Match = ["nexthop", TestCertificates.Host], ServerName = TestCertificates.Host },
                Policy("fingerprint", OutboundSecurityLevel.Fingerprint) with { Fingerprints = [new string('0', 64), CertificateFingerprint] },
                Policy("key", OutboundSecurityLevel.Fingerprint) with { Fingerprints = [KeyFingerprint] },
            ],
        });
        foreach (var (name, established) in new[]
        {
            ("may", "Trusted TLS connection established to"),
            ("encrypt", "Trusted TLS connection established to"),
            ("verify", Verified[0]),
            ("secure", Verified[0]),
            ("fingerprint", Verified[0]),
            ("key", Verified[0]),
        })
        {
            var log = await pair.Send($"{name}.{Pair.Domain}");
            Assert.True(log.Any(line => line.Contains(established, StringComparison.Ordinal)), $"{name}: {string.Join('\n', log)}");
            Assert.Contains(log, line => line.Contains("status=sent", StringComparison.Ordinal));
        }
        Assert.Contains(pair.Receiver.Log, line => line.Contains("TLS connection established from", StringComparison.Ordinal));
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task Mail_stays_when_the_other_side_is_not_what_the_policy_says(string release)
    {
        await using var pair = await Pair.Start(servers, release, outbound => outbound with
        {
            Policies =
            [
                Policy("secure", OutboundSecurityLevel.Secure),
                Policy("verify", OutboundSecurityLevel.Verify),
                Policy("fingerprint", OutboundSecurityLevel.Fingerprint) with { Fingerprints = [new string('0', 64)] },
                new($"[{TestCertificates.Host}]:{StandInServer.Port}", OutboundSecurityLevel.Encrypt),
            ],
        });
        await using var plain = StandInServer.Beside(pair.Sender);
        foreach (var (name, why) in new[]
        {
            ("secure", "Server certificate not verified"),
            ("verify", "Server certificate not verified"),
            ("fingerprint", "Server certificate not verified"),
            ("plaintext", "TLS is required, but was not offered"),
        })
        {
            var log = await pair.Send($"{name}.{Pair.Domain}");
            Assert.True(log.Any(line => line.Contains("status=deferred", StringComparison.Ordinal) && line.Contains(why, StringComparison.Ordinal)),
                $"{name}: {string.Join('\n', log)}");
        }
        Assert.DoesNotContain(plain.Commands, line => line.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task An_authority_that_is_not_among_those_of_caRef_verifies_nobody(string release)
    {
        await using var pair = await Pair.Start(servers, release, outbound => outbound with
        {
            Policies = [Policy("secure", OutboundSecurityLevel.Secure) with { Match = [TestCertificates.Host] }],
            AuthoritiesFile = OutboundTls.PublicAuthorities,
        });
        var log = await pair.Send($"secure.{Pair.Domain}");
        Assert.True(
            log.Any(line => line.Contains("Untrusted TLS connection established", StringComparison.Ordinal))
            && log.Any(line => line.Contains("status=deferred (Server certificate not ", StringComparison.Ordinal)),
            string.Join('\n', log));
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task A_relay_host_takes_mail_with_AUTH_over_STARTTLS_and_over_implicit_TLS(string release)
    {
        foreach (var (port, mode) in new[] { (587, TlsMode.Required), (465, TlsMode.Implicit) })
        {
            await using var pair = await Pair.Start(servers, release, outbound => outbound with
            {
                Level = OutboundSecurityLevel.Secure,
                RelayHost = Relay(port, mode),
            });
            var log = await pair.Send(Pair.Elsewhere);
            Assert.All(Verified, wanted => Assert.Contains(log, line => line.Contains(wanted, StringComparison.Ordinal)));
            Assert.Contains(log, line => line.Contains("postfix/relayhost/smtp", StringComparison.Ordinal));
            await pair.Receiver.Says(
                lines => lines.Any(line => line.Contains("sasl_username=" + DovecotConfiguration.User, StringComparison.Ordinal)),
                TestContext.Current.CancellationToken);
        }
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task A_relay_host_that_refuses_the_password_gets_no_mail(string release)
    {
        await using var pair = await Pair.Start(
            servers, release, outbound => outbound with { RelayHost = Relay(587, TlsMode.Required) }, password: "wrong");
        var log = await pair.Send(Pair.Elsewhere);
        Assert.Contains(log, line => line.Contains("SASL authentication failed", StringComparison.Ordinal));
        Assert.DoesNotContain(log, line => line.Contains("status=sent", StringComparison.Ordinal));
        Assert.DoesNotContain(pair.Sender.Log, line => line.Contains("wrong", StringComparison.Ordinal));
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task No_password_is_sent_to_a_relay_host_without_TLS(string release)
    {
        await using var pair = await Pair.Start(
            servers, release, outbound => outbound with { RelayHost = Relay(StandInServer.Port, TlsMode.Opportunistic) });
        await using var plain = StandInServer.Beside(pair.Sender);
        var log = await pair.Send(Pair.Elsewhere);
        Assert.Contains(log, line => line.Contains("TLS is required, but was not offered", StringComparison.Ordinal));
        Assert.NotEmpty(plain.Commands);
        Assert.DoesNotContain(plain.Commands, line => line.StartsWith("AUTH", StringComparison.Ordinal) || line.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task A_client_certificate_is_shown_to_a_server_that_asks(string release)
    {
        await using var pair = await Pair.Start(servers, release, outbound => outbound with
        {
            ChainFile = "/run/tls/default-rsa.pem",
            RelayHost = new(TestCertificates.Host, StandInServer.Port) { Mode = TlsMode.Implicit },
        });
        var pem = TestCertificates.Pem["default-ecdsa.pem"];
        await using var server = StandInServer.Beside(pair.Sender, X509Certificate2.CreateFromPem(pem, pem));
        Assert.Contains(await pair.Send(Pair.Elsewhere), line => line.Contains("status=sent", StringComparison.Ordinal));
        Assert.Equal(
            Convert.ToHexStringLower(SHA256.HashData(X509Certificate2.CreateFromPem(TestCertificates.Pem["default-rsa.pem"]).RawData)),
            server.ShownFingerprint);
    }

    [Fact]
    public async Task REQUIRETLS_is_offered_unless_it_is_disabled()
    {
        var release = DebianRelease.Forky;
        foreach (var (policy, offered) in new[] { ((RequireTlsPolicy?)null, true), (RequireTlsPolicy.Opportunistic, true), (RequireTlsPolicy.Disable, false) })
        {
            var server = PostfixServers.Server(release) with { Outbound = new() { RequireTls = policy } };
            await using var postfix = await RealPostfix.Start(servers.Root(release), release, server, TestContext.Current.CancellationToken);
            await using var session = await SmtpSession.Open(postfix.Connect(25));
            await session.Say("EHLO client.example.net");
            Assert.Equal(offered, (await session.StartTls()).Contains("REQUIRETLS", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("trixie")]
    [InlineData("forky")]
    public async Task With_TLS_reports_the_policy_of_a_destination_is_asked_for(string release)
    {
        await using var pair = await Pair.Start(servers, release, outbound => outbound with { ReportSocket = "tlsrpt/collector.sock" });
        var log = await pair.Send($"may.{Pair.Domain}");
        // There is no DNS here to answer; mail goes all the same.
        Assert.Contains(log, line => line.Contains("TLSRPT support", StringComparison.Ordinal) && line.Contains("_smtp._tls.may", StringComparison.Ordinal));
        Assert.Contains(log, line => line.Contains("status=sent", StringComparison.Ordinal));
    }

    private static OutboundPolicy Policy(string name, OutboundSecurityLevel level) => new(Pair.NextHop(name), level);

    private static RelayHost Relay(int port, TlsMode mode) =>
        new(TestCertificates.Host, port) { Mode = mode, CredentialsFile = $"/run/tls/{Pair.CredentialsFile}" };

    private static X509Certificate2 Certificate => X509Certificate2.CreateFromPem(TestCertificates.Pem["default-ecdsa.pem"]);

    private static string CertificateFingerprint => Convert.ToHexStringLower(SHA256.HashData(Certificate.RawData));

    private static string KeyFingerprint => Convert.ToHexString(SHA256.HashData(Certificate.PublicKey.ExportSubjectPublicKeyInfo()));
}
