using MailOperator.Postfix.Parameters;

namespace MailOperator.Postfix.Tests.Parameters;

/// <summary>What of a parameter depends on the server that it is for: its services, and what its image has.</summary>
public sealed class ServerParameterTests
{
    private static readonly SmtpServer Server = new()
    {
        Hostname = "mail.example.com",
        Listeners = [new(ListenerName.Mx, 25, TlsMode.Opportunistic)],
        ChainFiles = ["/etc/mailoperator/tls/default-ecdsa.pem"],
        Services = new Dictionary<string, ServiceChange> { ["slow/unix"] = new() { Command = "smtp" }, ["smtp-amavis/unix"] = new() { Command = "lmtp" } },
    };

    [Theory]
    [InlineData("slow_destination_rate_delay", "5s")]
    [InlineData("slow_destination_concurrency_limit", "1")]
    [InlineData("smtp-amavis_destination_recipient_limit", "1")]
    [InlineData("slow_initial_destination_concurrency", "2")]
    [InlineData("slow_transport_rate_delay", "1s")]
    [InlineData("transport_maps", "inline:{example.net=slow:}")]
    [InlineData("transport_maps", "inline:{{example.net = :[mx.example.org]:26}}, regexp:{{/^a:/ error:5.1.2 no}}")]
    [InlineData("virtual_transport", "lmtp:inet:imap.mail.svc:24")]
    [InlineData("content_filter", "smtp-amavis:[scan.mail.svc]:10024")]
    [InlineData("default_transport", "error:5.3.2 nothing goes out")]
    [InlineData("header_checks", "regexp:{{/^X-Spam:/ FILTER slow:[scan.mail.svc]:25}}")]
    public void What_the_services_bring_may_be_used(string name, string value) =>
        Assert.Empty(Check(name, value));

    [Theory]
    [InlineData("fast_destination_rate_delay", "5s", "service")]
    [InlineData("slow_destination_rate_delay", "often", "30s")]
    [InlineData("slow_destination_concurrency_limit", "one", "digits")]
    [InlineData("slow_destination_rate_dely", "5s", "slow_destination_rate_delay")]
    [InlineData("slow_time_limit", "5s", "service")]
    [InlineData("virtual_transport", "dovecot", "dovecot to spec.postfix.masterCf")]
    [InlineData("mailbox_transport", "maildrop:", "masterCf")]
    [InlineData("content_filter", "zeyple", "masterCf")]
    [InlineData("relay_transport", "${stress?relay}${stress:slowly}:", "masterCf")]
    [InlineData("transport_maps", "inline:{example.net=slow:, example.org=slower:}", "masterCf")]
    [InlineData("transport_maps", "static:smtpd:", "masterCf")]
    [InlineData("header_checks", "regexp:{{/^X-Spam:/ FILTER scan:[127.0.0.1]:10025}}", "masterCf")]
    [InlineData("smtpd_client_restrictions", "check_client_access cidr:{{192.0.2.0/24 FILTER scan:x}}", "masterCf")]
    public void What_no_service_is_there_for_is_told(string name, string value, string remedy) =>
        Assert.Contains(remedy, Assert.Single(Check(name, value)).Remedy, StringComparison.Ordinal);

    [Fact]
    public void A_service_takes_the_parameters_of_transports_as_options_too()
    {
        var server = Server with { Services = With("qmgr/unix", "slow_destination_rate_delay", "5s") };
        Assert.Empty(ServiceCheck.CheckAll(server));
        Assert.NotEmpty(ServiceCheck.CheckAll(server with { Services = With("qmgr/unix", "fast_destination_rate_delay", "5s") }));
    }

    [Theory]
    [InlineData("smtp/unix", "inet_protocols", "ipv4", true)]
    [InlineData("slow/unix", "inet_protocols", "ipv6", true)]
    [InlineData("smtp/unix", "inet_protocols", "ipv5", false)]
    [InlineData("cleanup/unix", "inet_protocols", "ipv4", false)]
    [InlineData("smtp/inet", "smtpd_sender_restrictions", "reject_unknow_sender_domain", false)]
    [InlineData("smtp/inet", "content_filter", "scan:[127.0.0.1]:10024", false)]
    public void Options_are_judged_by_the_service_that_has_them(string service, string name, string value, bool taken) =>
        Assert.Equal(taken, ServiceCheck.CheckAll(Server with { Services = With(service, name, value) }).Count == 0);

    [Theory]
    [InlineData("virtual_mailbox_maps", "mysql:/etc/postfix/mailboxes.cf", ImageFeature.Mysql)]
    [InlineData("virtual_mailbox_domains", "proxy:pgsql:/etc/postfix/domains.cf", ImageFeature.Pgsql)]
    [InlineData("smtpd_helo_restrictions", "check_helo_access pcre:{{/^x/ REJECT}}", ImageFeature.Pcre)]
    [InlineData("relay_domains", "hash:/etc/postfix/relay", ImageFeature.Hash)]
    [InlineData("virtual_alias_maps", "LDAP:/etc/postfix/aliases.cf", ImageFeature.Ldap)]
    public void Tables_that_an_image_of_ones_own_has_may_be_used(string name, string value, ImageFeature feature)
    {
        Assert.Contains("spec.workload.imageFeatures", Assert.Single(Check(name, value)).Remedy, StringComparison.Ordinal);
        Assert.Empty(ParameterCheck.Check(name, value, ParameterScope.For(Server with { ImageFeatures = [feature] })));
    }

    private static Dictionary<string, ServiceChange> With(string service, string name, string value) => new(Server.Services)
    {
        [service] = new() { Command = Server.Services.GetValueOrDefault(service)?.Command, Options = new Dictionary<string, string> { [name] = value } },
    };

    private static IReadOnlyList<ParameterFinding> Check(string name, string value) =>
        ParameterCheck.Check(name, value, ParameterScope.For(Server));
}
