using MailOperator.Import;

namespace MailOperator.Tests.Import;

/// <summary>What the old host had beside Postfix: users, programs, addresses; and what its packages wrote.</summary>
public sealed class HostImportTests
{
    private const string Mx = "smtp inet n - n - - smtpd";

    [Theory]
    [InlineData("virtual_transport", "dovecot", "dovecot")]
    [InlineData("mailbox_transport", "maildrop:", "maildrop")]
    [InlineData("content_filter", "scan:[scan.example.com]:10024", "scan")]
    [InlineData("transport_maps", "inline:{{example.net=slow:} {example.org=smtp:[relay.example.com]:2525}}", "slow")]
    [InlineData("default_transport", "mine:[relay.example.com]", "mine")]
    [InlineData("header_checks", "regexp:{{/^X-Scan/ FILTER scan:[scan.example.com]:25}}", "scan")]
    public void A_transport_that_pods_do_not_have_is_told_of(string name, string value, string transport)
    {
        var outcome = Imported.Of($"{name} = {value}", Mx).OutcomeOf(name);
        Assert.True(outcome.IsLoss);
        Assert.Contains($"{transport}, which is no service of the pods", outcome.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("virtual_transport", "lmtp:inet:imap.mail.svc.cluster.local:24")]
    [InlineData("transport_maps", "inline:{{example.net=slow:} {example.org=:[relay.example.com]}}")]
    [InlineData("default_transport", "smtp")]
    public void A_transport_that_they_have_is_not(string name, string value) =>
        Assert.False(Imported.Of($"{name} = {value}", $"{Mx}\nslow unix - - n - - smtp").OutcomeOf(name).IsLoss);

    [Fact]
    public void Local_users_of_the_old_host_are_told_of()
    {
        var server = Imported.Of("mydestination = $myhostname, localhost", Mx);
        Assert.Contains("users of the old host", server.OutcomeOf("mydestination").Message, StringComparison.Ordinal);
        Assert.Single(server.MailLosses);
        Assert.False(Imported.Of("mydestination = localhost", Mx).OutcomeOf("mydestination").IsLoss);
        Assert.Contains(Imported.Of("", Mx).Notes, note => note.StartsWith("mydestination is not set", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("virtual_transport", "lmtp:unix:dovecot/lmtp", "unix:dovecot/lmtp")]
    [InlineData("smtpd_milters", "local:opendkim/opendkim.sock", "local:opendkim/opendkim.sock")]
    [InlineData("mailbox_transport", "lmtp:unix:/run/dovecot/lmtp", "unix:/run/dovecot/lmtp")]
    [InlineData("content_filter", "smtp:127.0.0.1", "127.0.0.1")]
    public void A_socket_of_the_old_host_is_told_of(string name, string value, string named)
    {
        var outcome = Imported.Of($"{name} = {value}", Mx).OutcomeOf(name);
        Assert.True(outcome.IsLoss);
        Assert.Contains($"{named} is on the old host", outcome.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("inline:", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_that_mail_left_from_is_told_of_wherever_it_stands()
    {
        var server = Imported.Of("smtp_bind_address = 192.0.2.5", $"{Mx}\nslow unix - - n - - smtp -o smtp_bind_address6=[2001:db8::5]");
        Assert.All(
            (Outcome[])[server.OutcomeOf("smtp_bind_address"), server.OutcomeOf("smtp_bind_address6", "slow/unix")],
            outcome => Assert.Contains("on the old host", outcome.Message, StringComparison.Ordinal));
        Assert.Empty(server.MailLosses);
    }

    /// <summary>Files of Debian 12 and of Rocky Linux 9 as their packages write them, but for names.</summary>
    [Fact]
    public void What_distributions_write_comes_in_clean()
    {
        var server = Imported.Of("""
            compatibility_level = 3.6
            inet_interfaces = all
            mydestination = localhost.$mydomain, localhost
            mailbox_command =
            smtp_tls_CAfile = /etc/pki/tls/certs/ca-bundle.crt
            smtp_tls_CApath = /etc/pki/tls/certs
            smtp_tls_session_cache_database = btree:${data_directory}/smtp_scache
            cyrus_sasl_config_path = /etc/postfix/sasl
            debug_peer_level = 2
            debugger_command = PATH=/bin:/usr/bin ddd $daemon_directory/$process_name $process_id & sleep 5
            unknown_local_recipient_reject_code = 550
            alias_database = hash:/etc/aliases
            mynetworks = 127.0.0.0/8 [::ffff:127.0.0.0]/104 [::1]/128
            smtpd_banner = $myhostname ESMTP $mail_name (Debian/GNU)
            biff = no
            append_dot_mydomain = no
            readme_directory = no
            relayhost =
            recipient_delimiter = +
            """, $"""
            {Mx}
            maildrop unix - n n - - pipe flags=DRXhu user=vmail argv=/usr/bin/maildrop -d {"${recipient}"}
            mailman unix - n n - - pipe flags=FRX user=list argv=/usr/lib/mailman/bin/postfix-to-mailman.py {"${nexthop}"} {"${user}"}
            """);
        Assert.Empty(server.Losses.Select(line => $"{line.Entry.Name}: {line.Outcome.Message}"));
        Assert.Null(server.Resource.Spec.Outbound.CaRef);
    }

    [Fact]
    public void The_name_of_a_machine_that_a_file_holds_is_told_to_be_unknown()
    {
        var outcome = Imported.Of("myorigin = /etc/mailname", Mx).OutcomeOf("myorigin");
        Assert.True(outcome is { IsLoss: true, IsMinor: true });
        Assert.DoesNotContain("inline:", outcome.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("loopback-only", true)]
    [InlineData("127.0.0.1, [::1]", true)]
    [InlineData("$myhostname, localhost", false)]
    public void A_server_for_its_own_host_alone_is_told_to_be_for_others_now(string interfaces, bool changes) =>
        Assert.Equal(changes, Imported.Of($"inet_interfaces = {interfaces}", Mx).OutcomeOf("inet_interfaces").IsLoss);

    [Fact]
    public void A_parameter_of_a_service_goes_with_it()
    {
        var server = Imported.Of("spf_time_limit = 3600\nother_time_limit = 1", "spf unix - n n - 0 spawn user=spf argv=/usr/bin/spf");
        Assert.Equal(OutcomeKind.Obsolete, server.OutcomeOf("spf_time_limit").Kind);
        Assert.Contains("a service other", server.OutcomeOf("other_time_limit").Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("virtual_alias_maps", "hash:/etc/postfix/virtual", "virtual_alias_domains = example.com", "every recipient in virtual_alias_domains is refused")]
    [InlineData("virtual_mailbox_maps", "ldap:/etc/postfix/users.cf", "virtual_mailbox_domains = example.com", "any recipient in virtual_mailbox_domains is accepted")]
    [InlineData("relay_recipient_maps", "hash:/etc/postfix/users", "relay_domains = example.com", "any recipient in relay_domains is accepted")]
    public void What_mail_does_without_a_table_is_told(string name, string value, string domains, string told)
    {
        var server = Imported.Of($"{domains}\n{name} = {value}", Mx);
        Assert.Contains(told, server.OutcomeOf(name).Message, StringComparison.Ordinal);
        Assert.Single(server.MailLosses);
    }
}
