using MailOperator.Api;
using MailOperator.Import;

namespace MailOperator.Tests.Import;

public sealed class OutboundImportTests
{
    private const string Transport = "enc unix - - n - - smtp -o smtp_tls_security_level=secure";

    [Theory]
    [InlineData("smtp_tls_security_level=secure")]
    [InlineData("smtp_enforce_tls=yes")]
    [InlineData("smtp_tls_policy_maps=texthash:/etc/postfix/enc")]
    public void The_level_of_a_transport_of_ones_own_is_told_to_be_that_of_all_mail(string option)
    {
        var imported = Import("transport_maps = inline:{{bank.example=enc:}}", $"enc unix - - n - - smtp -o {option}");
        var outcome = Of(imported, option.Split('=')[0]);

        Assert.Equal("smtp", imported.Resource.Spec.Postfix.MasterCf["enc/unix"].Command);
        Assert.Equal((OutcomeKind.NotRepresentable, "spec.outbound.policies"), (outcome.Kind, outcome.Field));
        Assert.Contains("Mail by enc goes at the level of all mail (May)", outcome.Message, StringComparison.Ordinal);
        Assert.Contains(outcome.Message, Assert.Single(imported.Notes, note => note.Contains("enc", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_transport_with_the_level_of_all_mail_loses_nothing()
    {
        var imported = Import("smtp_tls_security_level = secure", Transport);
        Assert.Equal(OutcomeKind.Default, Assert.Single(imported.Lines, line => line.Entry is { Name: "smtp_tls_security_level", Service: not null }).Outcome.Kind);
        Assert.DoesNotContain(imported.Notes, note => note.Contains("enc", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("smtp_tls_per_site = inline:{{a.example=MUST}}", OutcomeKind.NotRepresentable)]
    [InlineData("smtp_tls_per_site = inline:{{a.example=MUST}}\nsmtp_tls_policy_maps =", OutcomeKind.NotRepresentable)]
    [InlineData("smtp_tls_per_site = inline:{{a.example=MUST}}\nsmtp_tls_policy_maps = inline:{{b.example=may}}", OutcomeKind.Obsolete)]
    [InlineData("smtp_tls_per_site =", OutcomeKind.Default)]
    public void Policies_of_the_old_kind_count_where_there_are_none_of_the_new(string main, OutcomeKind kind) =>
        Assert.Equal(kind, Of(Import(main), "smtp_tls_per_site").Kind);

    [Theory]
    [InlineData("!TLSv1.3")]
    [InlineData("!TLSv1.1")]
    [InlineData(">=TLSv1.2:!TLSv1.3")]
    public void Protocols_that_a_policy_cannot_say_are_told(string protocols)
    {
        var imported = Import($"smtp_tls_policy_maps = inline:{{{{a.example = encrypt protocols={protocols}}}, {{b.example = may}}}}");
        Assert.Equal(["b.example"], imported.Resource.Spec.Outbound.Policies.Select(policy => policy.Domain));
        var outcome = Of(imported, "smtp_tls_policy_maps");
        Assert.Equal(OutcomeKind.NotRepresentable, outcome.Kind);
        Assert.Contains("a.example", outcome.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("!SSLv2:!SSLv3:!TLSv1", TlsProtocol.Tls11)]
    [InlineData(">=TLSv1.2", TlsProtocol.Tls12)]
    public void Protocols_from_one_on_are_a_minimum(string protocols, TlsProtocol minimum) => Assert.Equal(
        minimum,
        Assert.Single(Import($"smtp_tls_policy_maps = inline:{{{{a.example = encrypt protocols={protocols}}}}}").Resource.Spec.Outbound.Policies).MinimumProtocol);

    [Theory]
    [InlineData("smtp_tls_policy_maps = inline:{{A.Example=may},{a.example=secure}}", OutboundSecurityLevel.Secure)]
    [InlineData("smtp_tls_policy_maps = texthash:/t", OutboundSecurityLevel.May)]
    [InlineData("smtp_tls_policy_maps = inline:{{A.Example=may}}, inline:{{a.example=secure}}", OutboundSecurityLevel.May)]
    public void Of_a_destination_that_stands_there_twice_the_policy_that_Postfix_heeds_is_taken(string main, OutboundSecurityLevel level)
    {
        var imported = Import(main);
        Assert.Equal(level, Assert.Single(imported.Resource.Spec.Outbound.Policies).Level);
        var outcome = Of(imported, "smtp_tls_policy_maps");
        Assert.Equal(OutcomeKind.Typed, outcome.Kind);
        Assert.Contains("a.example", outcome.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("smtp_sasl_tls_security_options = noanonymous, noplaintext", "smtp_sasl_tls_security_options", OutcomeKind.NotRepresentable)]
    [InlineData("smtp_sasl_tls_security_options = noanonymous", "smtp_sasl_tls_security_options", OutcomeKind.Default)]
    [InlineData("smtp_sasl_tls_security_options =", "smtp_sasl_tls_security_options", OutcomeKind.Default)]
    [InlineData("smtp_sasl_tls_verified_security_options = noplaintext", "smtp_sasl_tls_verified_security_options", OutcomeKind.NotRepresentable)]
    [InlineData("smtp_sasl_security_options = noplaintext, noanonymous", "smtp_sasl_security_options", OutcomeKind.NotRepresentable)]
    [InlineData("smtp_sasl_security_options = noplaintext, noanonymous\nsmtp_sasl_tls_security_options = noanonymous", "smtp_sasl_security_options", OutcomeKind.Default)]
    public void Mechanisms_that_are_not_wanted_inside_TLS_are_told(string main, string name, OutcomeKind kind) => Assert.Equal(
        kind,
        Of(Import($"relayhost = [smtp.x.org]:587\nsmtp_sasl_auth_enable = yes\nsmtp_sasl_password_maps = texthash:/p\n{main}"), name).Kind);

    [Theory]
    [InlineData("010.0.0.0/8")]
    [InlineData("192.168")]
    [InlineData("0x0a000001")]
    [InlineData("10.2")]
    public void Networks_are_read_as_Postfix_reads_them_or_not_at_all(string network)
    {
        var imported = Import($"mynetworks = 10.0.0.0/8, {network}");
        Assert.Empty(imported.Resource.Spec.Network.TrustedNetworks);
        Assert.Equal(OutcomeKind.NotRepresentable, Of(imported, "mynetworks").Kind);
    }

    [Theory]
    [InlineData("default_transport = smtp", OutcomeKind.Default)]
    [InlineData("relay_transport = relay", OutcomeKind.Default)]
    [InlineData("default_transport = error:no mail from here", OutcomeKind.NotRepresentable)]
    public void A_transport_for_all_mail_beside_a_relay_host_is_told(string main, OutcomeKind kind)
    {
        var imported = Import($"relayhost = [smtp.x.org]:587\n{main}");
        Assert.Equal(kind, Of(imported, main.Split(' ')[0]).Kind);
        Assert.Empty(imported.Resource.Spec.Postfix.MainCf);
    }

    [Fact]
    public void Secrets_of_one_name_are_told_apart()
    {
        var imported = Import(
            "smtpd_tls_cert_file = /etc/ssl/relay.pem\nrelayhost = [smtp.x.org]:587\nsmtp_sasl_auth_enable = yes\nsmtp_sasl_password_maps = hash:/etc/postfix/relay");
        Assert.Equal(imported.Objects.Count, imported.Objects.Select(needed => needed.Name).Distinct().Count());
        Assert.Equal("relay-2", imported.Resource.Spec.Outbound.RelayHost!.CredentialsSecretRef!.Name);
    }

    [Fact]
    public void Authorities_of_ones_own_beside_the_public_ones_are_told_to_take_their_place()
    {
        var imported = Import("smtp_tls_CAfile = /etc/ssl/own.pem\nsmtp_tls_CApath = /etc/ssl/certs");
        Assert.Equal(OutcomeKind.NotRepresentable, Of(imported, "smtp_tls_CApath").Kind);
        Assert.Equal(OutcomeKind.Default, Of(Import("smtp_tls_CApath = /etc/ssl/certs"), "smtp_tls_CApath").Kind);
    }

    [Theory]
    [InlineData("-o smtpd_client_restrictions=$mua_client_restrictions")]
    [InlineData("-o smtpd_relay_restrictions=$mua_relay_restrictions")]
    public void A_name_that_is_set_nowhere_is_empty(string option)
    {
        var imported = Import("", $"submission inet n - n - - smtpd -o smtpd_tls_security_level=encrypt {option}");
        Assert.NotEqual(OutcomeKind.NotRepresentable, Of(imported, option.Split(' ')[1].Split('=')[0]).Kind);
    }

    [Fact]
    public void A_value_that_depends_on_stress_is_not_frozen()
    {
        var imported = Import("smtpd_hard_error_limit = ${stress?1}${stress:20}");
        Assert.DoesNotContain("20", imported.Resource.Spec.Postfix.MainCf.Values);
    }

    /// <summary>postconf(1) calls the parameter unused, and the name of the machine counts.</summary>
    [Fact]
    public void A_byte_order_mark_is_told_since_it_takes_the_first_name_from_Postfix()
    {
        var imported = PostfixImport.Import(
            new("main.cf", "\uFEFFmyhostname = mx.example.com\n", "master.cf", "\uFEFFsmtp inet n - n - - smtpd\n"), new());
        Assert.Equal("", imported.Resource.Spec.Hostname);
        Assert.Equal(2, imported.Lines.Count);
        Assert.All(imported.Lines, line => Assert.Equal(OutcomeKind.NotRepresentable, line.Outcome.Kind));
        Assert.All(imported.Lines, line => Assert.Contains("byte order mark", line.Outcome.Message, StringComparison.Ordinal));
    }

    private static ImportedServer Import(string main, string? master = null) => PostfixImport.Import(
        new("main.cf", main + "\n", "master.cf", master, new Dictionary<string, string> { ["texthash:/t"] = "A.Example may\na.example secure\n" }),
        new() { Hostname = "mail.example.com" });

    private static Outcome Of(ImportedServer imported, string name) => Assert.Single(imported.Lines, line => line.Entry.Name == name).Outcome;
}
