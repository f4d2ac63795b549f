using MailOperator.Api;
using MailOperator.Import;

namespace MailOperator.Tests.Import;

/// <summary>Old names, of which Postfix still takes the value, say the same under the new ones.</summary>
public sealed class RenamedParameterTests
{
    [Theory]
    [InlineData("authorized_verp_clients", "10.0.0.1", "smtpd_authorized_verp_clients")]
    [InlineData("fallback_relay", "[backup.example.com]", "smtp_fallback_relay")]
    [InlineData("lmtp_per_record_deadline", "yes", "lmtp_per_request_deadline")]
    [InlineData("postscreen_dnsbl_whitelist_threshold", "-1", "postscreen_dnsbl_allowlist_threshold")]
    [InlineData("postscreen_whitelist_interfaces", "!192.0.2.1 static:all", "postscreen_allowlist_interfaces")]
    [InlineData("smtp_per_record_deadline", "yes", "smtp_per_request_deadline")]
    [InlineData("smtpd_client_connection_limit_exceptions", "127.0.0.25 10.0.0.0/8", "smtpd_client_event_limit_exceptions")]
    [InlineData("smtpd_per_record_deadline", "yes", "smtpd_per_request_deadline")]
    [InlineData("virtual_maps", "inline:{{a@x.example=b@x.example}}", "virtual_alias_maps")]
    public void A_value_goes_to_the_new_name(string old, string value, string name)
    {
        var imported = Import($"{old} = {value}");
        Assert.Equal([KeyValuePair.Create(name, value)], imported.Resource.Spec.Postfix.MainCf);
        var outcome = Assert.Single(imported.Lines).Outcome;
        Assert.Equal((OutcomeKind.Carried, $"spec.postfix.mainCf[{name}]"), (outcome.Kind, outcome.Field));
        Assert.Contains(name, outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Exceptions_from_limits_have_the_pod_itself_besides()
    {
        var imported = Import("mynetworks = 10.0.0.0/8\nsmtpd_client_event_limit_exceptions = $mynetworks, 192.0.2.0/24");
        Assert.Equal("127.0.0.25, $mynetworks, 192.0.2.0/24", imported.Resource.Spec.Postfix.MainCf["smtpd_client_event_limit_exceptions"]);
        Assert.Contains("127.0.0.25 comes before it", imported.Lines[1].Outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Beside_the_new_name_the_old_one_does_not_count()
    {
        var imported = Import("virtual_maps = inline:{{a@x.example=old}}\nvirtual_alias_maps = inline:{{a@x.example=new}}");
        Assert.Equal(["inline:{{a@x.example=new}}"], imported.Resource.Spec.Postfix.MainCf.Values);
        Assert.Equal(OutcomeKind.Obsolete, imported.Lines[0].Outcome.Kind);
    }

    [Fact]
    public void What_the_new_name_may_not_have_is_told_of_the_old_one()
    {
        var outcome = Assert.Single(Import("virtual_maps = hash:/etc/postfix/virtual").Lines).Outcome;
        Assert.Equal(OutcomeKind.NotRepresentable, outcome.Kind);
        Assert.Contains("virtual_alias_maps", outcome.Message, StringComparison.Ordinal);
        Assert.Contains("of the type hash", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_option_of_a_service_goes_to_the_new_name()
    {
        var imported = Import("", "smtp inet n - n - - smtpd -o smtpd_client_connection_limit_exceptions=127.0.0.25");
        Assert.Equal(
            [KeyValuePair.Create("smtpd_client_event_limit_exceptions", "127.0.0.25")],
            imported.Resource.Spec.Postfix.MasterCf["smtp/inet"].Options);
    }

    [Theory]
    [InlineData("smtpd_use_tls = yes", TlsMode.Opportunistic, OutcomeKind.Typed)]
    [InlineData("smtpd_use_tls = no", TlsMode.Opportunistic, OutcomeKind.NotRepresentable)]
    [InlineData("smtpd_enforce_tls = yes", TlsMode.Required, OutcomeKind.Typed)]
    [InlineData("smtpd_enforce_tls = no", TlsMode.Opportunistic, OutcomeKind.Default)]
    [InlineData("smtpd_enforce_tls = yes\nsmtpd_tls_security_level = may", TlsMode.Opportunistic, OutcomeKind.Obsolete)]
    public void Levels_of_old_are_the_mode_of_mx(string main, TlsMode mode, OutcomeKind kind)
    {
        foreach (var imported in (ImportedServer[])[Import(main), Import("", Options(main))])
        {
            Assert.Equal(mode, imported.Resource.Spec.Listeners.Mx.TlsMode);
            var line = imported.Lines.First(line => line.Entry.Name is "smtpd_use_tls" or "smtpd_enforce_tls");
            Assert.Equal((kind, "spec.listeners.mx.tlsMode"), (line.Outcome.Kind, line.Outcome.Field));
        }
    }

    [Theory]
    [InlineData("smtp_use_tls = yes", OutboundSecurityLevel.May, OutcomeKind.Typed)]
    [InlineData("smtp_use_tls = no", OutboundSecurityLevel.May, OutcomeKind.NotRepresentable)]
    [InlineData("smtp_enforce_tls = yes", OutboundSecurityLevel.Verify, OutcomeKind.Typed)]
    [InlineData("smtp_enforce_tls = yes\nsmtp_tls_enforce_peername = no", OutboundSecurityLevel.Encrypt, OutcomeKind.Typed)]
    [InlineData("smtp_enforce_tls = yes\nsmtp_tls_security_level = dane", OutboundSecurityLevel.Dane, OutcomeKind.Obsolete)]
    [InlineData("smtp_tls_enforce_peername = no", OutboundSecurityLevel.May, OutcomeKind.Obsolete)]
    public void Levels_of_old_are_the_level_towards_other_servers(string main, OutboundSecurityLevel level, OutcomeKind kind)
    {
        var imported = Import(main);
        Assert.Equal(level, imported.Resource.Spec.Outbound.SecurityLevel);
        Assert.All(imported.Lines.Where(line => line.Entry.Name != "smtp_tls_security_level"), line =>
            Assert.Equal((kind, "spec.outbound.securityLevel"), (line.Outcome.Kind, line.Outcome.Field)));
    }

    [Theory]
    [InlineData("yes", OutcomeKind.NotRepresentable, "spec.outbound.relayHost")]
    [InlineData("no", OutcomeKind.Default, "")]
    public void Servers_without_DNS_are_no_security_level(string value, OutcomeKind kind, string field)
    {
        var outcome = Assert.Single(Import($"disable_dns_lookups = {value}").Lines).Outcome;
        Assert.Equal((kind, field), (outcome.Kind, outcome.Field));
    }

    private static string Options(string main) =>
        "smtp inet n - n - - smtpd "
        + string.Join(' ', main.Split('\n').Select(line => $"-o {line.Replace(" ", "", StringComparison.Ordinal)}"));

    private static ImportedServer Import(string main, string? master = null) => PostfixImport.Import(
        new("main.cf", main + "\n", "master.cf", master is null ? null : $"{master}\n"), new() { Hostname = "mail.example.com" });
}
