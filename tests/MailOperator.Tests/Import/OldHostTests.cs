using MailOperator.Import;

namespace MailOperator.Tests.Import;

/// <summary>A pod has none of the services of the host that the configuration is from: what names one is told of.</summary>
public sealed class OldHostTests
{
    [Theory]
    [InlineData("smtpd_milters", "inet:localhost:8891", "inet:localhost:8891")]
    [InlineData("smtpd_milters", "inet:mail.example.com:11332, inet:127.0.0.1:8891", "inet:127.0.0.1:8891")]
    [InlineData("smtpd_milters", "inet:8891@localhost", "inet:8891@localhost")]
    [InlineData("smtpd_milters", "{ inet:[::1]:8891, default_action=accept }", "inet:[::1]:8891")]
    [InlineData("smtpd_milters", "unix:opendkim/opendkim.sock", "unix:opendkim/opendkim.sock")]
    [InlineData("virtual_transport", "lmtp:unix:private/dovecot-lmtp", "unix:private/dovecot-lmtp")]
    [InlineData("content_filter", "smtp:[127.0.0.1]:10024", "[127.0.0.1]:10024")]
    [InlineData("content_filter", "smtp:[127.0.0.1]", "[127.0.0.1]")]
    [InlineData("smtpd_end_of_data_restrictions", "check_policy_service unix:private/policyd-spf", "unix:private/policyd-spf")]
    [InlineData("transport_maps", "inline:{{x.example=smtp:localhost:2525}}", "localhost:2525")]
    public void A_service_of_the_old_host_is_told_of(string name, string value, string named)
    {
        var outcome = Outcome($"{name} = {value}", name);
        Assert.Equal(OutcomeKind.Carried, outcome.Kind);
        Assert.Contains($"{named} is on the old host", outcome.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("smtpd_milters", "inet:rspamd:11332")]
    [InlineData("content_filter", "smtp:[scan.example.com]:10024")]
    [InlineData("smtpd_client_event_limit_exceptions", "127.0.0.25, [::1]/128")]
    [InlineData("mydestination", "localhost.localdomain, localhost")]
    [InlineData("fallback_transport", "smtp:unix:private/verify")]
    public void What_a_pod_has_or_may_reach_is_not(string name, string value) =>
        Assert.Equal("", Outcome($"{name} = {value}", name).Message);

    [Fact]
    public void The_users_of_the_old_host_are_told_of()
    {
        var outcome = Outcome("local_recipient_maps = proxy:unix:passwd.byname", "local_recipient_maps");
        Assert.Contains("users of the pod", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_socket_that_no_pod_may_name_is_told_of_too()
    {
        var outcome = Outcome("smtpd_milters = unix:/run/opendkim/opendkim.sock", "smtpd_milters");
        Assert.Equal(OutcomeKind.NotRepresentable, outcome.Kind);
        Assert.Contains("unix:/run/opendkim/opendkim.sock is on the old host", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_option_of_a_service_is_told_of()
    {
        var imported = Import("", "smtp inet n - n - - smtpd -o smtpd_milters=inet:127.0.0.1:8891");
        Assert.Contains(imported.Lines, line => line.Entry.Name == "smtpd_milters"
            && line.Outcome.Message.Contains("is on the old host", StringComparison.Ordinal));
    }

    [Fact]
    public void A_restriction_of_users_is_told_of()
    {
        const string Restrictions = "smtpd_recipient_restrictions=reject_non_fqdn_recipient,check_policy_service,inet:127.0.0.1:10031";
        var imported = Import("", $"submission inet n - n - - smtpd -o {Restrictions}");
        var outcome = Assert.Single(imported.Lines, line => line.Entry.Name == "smtpd_recipient_restrictions").Outcome;
        Assert.Equal(OutcomeKind.Typed, outcome.Kind);
        Assert.Contains("inet:127.0.0.1:10031 is on the old host", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_relay_host_on_the_old_host_is_told_of()
    {
        var outcome = Outcome("relayhost = [127.0.0.1]:2525", "relayhost");
        Assert.Equal(OutcomeKind.Typed, outcome.Kind);
        Assert.Contains("is on the old host", outcome.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("alias_maps", "texthash:/etc/aliases")]
    [InlineData("virtual_alias_maps", "texthash:/etc/postfix/virtual")]
    public void A_file_has_to_be_in_the_image(string name, string value) =>
        Assert.Contains("in the image", Outcome($"{name} = {value}", name).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_that_an_option_names_has_to_be_in_the_image()
    {
        var imported = Import("", "smtp inet n - n - - smtpd -o header_checks=regexp:/etc/postfix/checks");
        var outcome = Assert.Single(imported.Lines, line => line.Entry.Name == "header_checks").Outcome;
        Assert.Contains("in the image", outcome.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("address_verify_map", "btree:$data_directory/verify_cache")]
    [InlineData("smtp_tls_session_cache_database", "btree:${data_directory}/smtp_scache")]
    [InlineData("lmtp_tls_session_cache_database", "btree:${data_directory}/lmtp_scache")]
    [InlineData("smtp_sasl_auth_cache_name", "proxy:btree:/var/lib/postfix/sasl_auth_cache")]
    public void A_cache_is_no_table_that_one_writes(string name, string value)
    {
        var outcome = Outcome($"{name} = {value}", name);
        Assert.Contains("Remove it", outcome.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("inline:", outcome.Message, StringComparison.Ordinal);
    }

    private static Outcome Outcome(string main, string name) => Assert.Single(Import(main).Lines, line => line.Entry.Name == name).Outcome;

    private static ImportedServer Import(string main, string? master = null) => PostfixImport.Import(
        new("main.cf", main + "\n", "master.cf", master is null ? null : $"{master}\n"), new() { Hostname = "mail.example.com" });
}
