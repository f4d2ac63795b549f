using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace MailOperator.Postfix.Tests.Configuration;

/// <summary>Mail to other servers: what a policy comes to, and that a password leaves through TLS only.</summary>
public sealed class OutboundTests
{
    private static readonly RelayHost Relay = new("smtp.example.net", 587) { CredentialsFile = "/etc/mailoperator/tls/relay-credentials" };

    private static readonly SmtpServer Plain = new()
    {
        Hostname = "mail.example.com",
        Listeners = [new(ListenerName.Mx, 25, TlsMode.Opportunistic)],
        ChainFiles = ["/etc/mailoperator/tls/default-ecdsa.pem"],
    };

    [Theory]
    [InlineData(OutboundSecurityLevel.May, "secure")]
    [InlineData(OutboundSecurityLevel.Encrypt, "encrypt")]
    [InlineData(OutboundSecurityLevel.DaneOnly, "dane-only")]
    [InlineData(OutboundSecurityLevel.Secure, "secure")]
    public void A_password_goes_to_the_relay_host_at_a_level_that_demands_TLS(OutboundSecurityLevel level, string expected)
    {
        var files = Render(new() { Level = level, RelayHost = Relay with { Mode = TlsMode.Opportunistic } });
        Assert.Contains($"  -o smtp_tls_security_level={expected}\n", files.MasterCf, StringComparison.Ordinal);
        Assert.Contains("  -o smtp_sasl_auth_enable=yes\n", files.MasterCf, StringComparison.Ordinal);
    }

    [Fact]
    public void A_relay_host_without_a_password_is_not_verified_unless_the_level_says_so() => Assert.Contains(
        "  -o smtp_tls_security_level=encrypt\n", Render(new() { RelayHost = Relay with { CredentialsFile = null } }).MasterCf, StringComparison.Ordinal);

    [Theory]
    [InlineData(TlsMode.Required, false, "[smtp.example.net]:587 encrypt\n")]
    [InlineData(TlsMode.Implicit, false, "[smtp.example.net]:587 encrypt\n")]
    [InlineData(TlsMode.Required, true, "[smtp.example.net]:587 secure\n")]
    [InlineData(TlsMode.Opportunistic, false, null)]
    public void Whatever_transport_mail_for_the_relay_host_takes_it_is_held_to_the_level(TlsMode mode, bool password, string? expected)
    {
        var files = Render(new() { RelayHost = Relay with { Mode = mode, CredentialsFile = password ? Relay.CredentialsFile : null } });
        Assert.Equal(expected, files.Tables.GetValueOrDefault("tls_policy"));
        Assert.Equal(expected is not null, files.MainCf.Contains("smtp_tls_policy_maps", StringComparison.Ordinal));
    }

    [Fact]
    public void A_policy_for_the_relay_host_stands_in_place_of_the_level() => Assert.Equal(
        "[smtp.example.net]:587 verify\n",
        Render(new() { RelayHost = Relay, Policies = [new("[SMTP.example.net]:587", OutboundSecurityLevel.Verify)] }).Tables["tls_policy"]);

    [Fact]
    public void A_relay_host_by_its_MX_records_is_named_without_brackets()
    {
        Assert.Contains("relayhost = example.net:25\n", Render(new() { RelayHost = new("example.net", 25) { LookupMx = true } }).MainCf, StringComparison.Ordinal);
        Assert.Contains("relayhost = [2001:db8::1]:25\n", Render(new() { RelayHost = new("2001:db8::1", 25) }).MainCf, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_transport_to_the_relay_host_knows_of_a_password()
    {
        var files = Render(new() { RelayHost = Relay });
        Assert.DoesNotContain("smtp_sasl", files.MainCf, StringComparison.Ordinal);
        Assert.Equal("relayhost", files.MasterCf.Split("smtp_sasl_auth_enable")[0].Split('\n').Last(line => line.EndsWith(" smtp", StringComparison.Ordinal)).Split(' ')[0]);
    }

    [Theory]
    [InlineData(OutboundSecurityLevel.Dane, null)]
    [InlineData(OutboundSecurityLevel.Secure, OutboundSecurityLevel.May)]
    [InlineData(OutboundSecurityLevel.Secure, OutboundSecurityLevel.Dane)]
    public void A_level_that_could_do_without_TLS_is_refused_for_a_relay_host_that_gets_a_password(
        OutboundSecurityLevel level, OutboundSecurityLevel? policy) => Assert.Throws<ArgumentException>(() => Render(new()
        {
            Level = level,
            RelayHost = Relay,
            Policies = policy is { } other ? [new("[SMTP.example.net]:587", other)] : [],
        }));

    [Fact]
    public void A_feature_that_the_release_lacks_is_refused()
    {
        Assert.Throws<ArgumentException>(() => PostfixConfiguration.Render(
            Plain with { Version = new(3, 10), Outbound = new() { RequireTls = RequireTlsPolicy.Enforce } }));
        Assert.Throws<ArgumentException>(() => PostfixConfiguration.Render(
            Plain with { Version = new(3, 7), Outbound = new() { ReportSocket = "tlsrpt/socket" } }));
    }

    [Theory]
    [InlineData(RequireTlsPolicy.Enforce, "smtp_requiretls_policy = enforce")]
    [InlineData(RequireTlsPolicy.OpportunisticStartTls, "smtp_requiretls_policy = opportunistic+starttls")]
    [InlineData(RequireTlsPolicy.Opportunistic, "smtp_requiretls_policy = opportunistic")]
    [InlineData(RequireTlsPolicy.Disable, "requiretls_enable = no")]
    public void A_policy_for_REQUIRETLS_is_said_in_one_parameter(RequireTlsPolicy policy, string expected) =>
        Assert.Contains(expected + "\n", Render(new() { RequireTls = policy }).MainCf, StringComparison.Ordinal);

    [Fact]
    public void A_service_is_asked_after_the_policies_and_alone_where_there_are_none()
    {
        OutboundTls asking = new() { PolicyService = new("mta-sts", 8461) };
        Assert.Contains("\nsmtp_tls_policy_maps = socketmap:inet:mta-sts:8461:postfix\n", Render(asking).MainCf, StringComparison.Ordinal);
        Assert.Contains(
            "\nsmtp_tls_policy_maps = texthash:$config_directory/tls_policy, socketmap:inet:mta-sts:8461:postfix\n",
            Render(asking with { Policies = [new("example.com", OutboundSecurityLevel.Secure)] }).MainCf,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a, static:none", 8461, "postfix")]
    [InlineData("$myhostname", 8461, "postfix")]
    [InlineData("", 8461, "postfix")]
    [InlineData("mta-sts", 0, "postfix")]
    [InlineData("mta-sts", 8461, "a b")]
    [InlineData("mta-sts", 8461, "")]
    public void A_service_that_would_not_stay_one_table_is_refused(string host, int port, string map) =>
        Assert.Throws<ArgumentException>(() => Render(new() { PolicyService = new(host, port) { MapName = map } }));

    [Fact]
    public void Two_policies_for_one_destination_are_refused_whatever_their_case() => Assert.Throws<ArgumentException>(() => Render(new()
    {
        Policies = [new("example.com", OutboundSecurityLevel.May), new("Example.COM", OutboundSecurityLevel.Secure)],
    }));

    [Fact]
    public void No_text_whatever_gets_out_of_its_policy() => Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), text =>
    {
        OutboundPolicy[] policies =
        [
            new(text.Get, OutboundSecurityLevel.May),
            new("example.com", OutboundSecurityLevel.Secure) { Match = [text.Get] },
            new("example.com", OutboundSecurityLevel.Fingerprint) { Fingerprints = [text.Get] },
            new("example.com", OutboundSecurityLevel.May) { ExcludeCiphers = [text.Get] },
            new("example.com", OutboundSecurityLevel.May) { ServerName = text.Get },
        ];
        foreach (var policy in policies)
        {
            try
            {
                var table = Render(new() { Policies = [policy] }).Tables.Single().Value;
                Assert.Single(table.Split('\n', StringSplitOptions.RemoveEmptyEntries));
                Assert.InRange(table.Split(' ', ',').Length, 2, 3);
            }
            catch (ArgumentException)
            {
                // Refused, which is as good.
            }
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void The_table_of_passwords_has_one_line_for_the_relay_host() => Assert.Equal(
        "[smtp.example.net]:587 alice:correct horse: \u00e4#\n",
        Encoding.UTF8.GetString(RelayCredentials.Table(Relay, "alice"u8.ToArray(), "correct horse: \u00e4#"u8.ToArray())));

    [Theory]
    [InlineData("", "secret", "username is empty")]
    [InlineData("alice", "", "password is empty")]
    [InlineData("a:b", "secret", "colon")]
    [InlineData("alice", "secret\n", "line break")]
    [InlineData("alice\n[evil]", "secret", "line break")]
    [InlineData("alice", " secret", "blank")]
    public void A_user_or_password_that_the_table_cannot_hold_is_refused_without_being_quoted(string user, string password, string why)
    {
        var fault = RelayCredentials.FindFault(Encoding.UTF8.GetBytes(user), Encoding.UTF8.GetBytes(password));
        Assert.Contains(why, fault, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", fault, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => RelayCredentials.Table(Relay, Encoding.UTF8.GetBytes(user), Encoding.UTF8.GetBytes(password)));
    }

    [Theory]
    [InlineData(new byte[] { (byte)'s', 0xE4 })]
    [InlineData(new byte[] { 0xC0, 0x80 })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    [InlineData(new byte[] { 0xF4, 0x90, 0x80, 0x80 })]
    public void Octets_that_are_no_UTF8_are_refused_since_Postfix_would_log_them(byte[] octets)
    {
        Assert.Equal("password is not UTF-8: store it in that encoding, or choose one of ASCII only", RelayCredentials.FindFault("alice"u8.ToArray(), octets));
        Assert.StartsWith("username is not UTF-8", RelayCredentials.FindFault(octets, "secret"u8.ToArray()), StringComparison.Ordinal);
    }

    private static PostfixFiles Render(OutboundTls outbound) => PostfixConfiguration.Render(Plain with { Outbound = outbound });
}
