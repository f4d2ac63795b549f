using MailOperator.Postfix.Configuration;
using MailOperator.Postfix.Parameters;

namespace MailOperator.Postfix.Tests.Configuration;

/// <summary>Which ports on other hosts a configuration names, in each form that Postfix takes.</summary>
public sealed class NextHopPortsTests
{
    [Theory]
    [InlineData("content_filter", "smtp:scanner.svc:10025", 10025)]
    [InlineData("content_filter", "smtp:[scanner.svc]:10025", 10025)]
    [InlineData("virtual_transport", "lmtp:imap.svc:2424", 2424)]
    [InlineData("virtual_transport", "lmtp:inet:imap.svc:2424", 2424)]
    [InlineData("virtual_transport", "lmtp:[2001:db8::24]:2424", 2424)]
    [InlineData("default_transport", "smtp:gateway:2525", 2525)]
    [InlineData("default_transport", "slow:gateway:2525", 2525)]
    [InlineData("relay_transport", "relay:gateway:2525", 2525)]
    [InlineData("relay_transport", "relay:imap.$mydomain:2525", 2525)]
    [InlineData("relay_transport", "relay:imap.${mydomain}:2525", 2525)]
    [InlineData("relay_transport", "relay:one.svc:2525, two.svc:2526", 2525, 2526)]
    [InlineData("local_transport", "lmtp:imap.svc:2424", 2424)]
    [InlineData("mailbox_transport", "lmtp:imap.svc:2424", 2424)]
    [InlineData("fallback_transport", "smtp:old.svc:2525", 2525)]
    [InlineData("best_mx_transport", "smtp:old.svc:2525", 2525)]
    [InlineData("address_verify_relay_transport", "smtp:old.svc:2525", 2525)]
    [InlineData("virtual_transport", "lmtp:imap.svc", 24)]
    [InlineData("virtual_transport", "lmtp:inet:imap.svc", 24)]
    [InlineData("virtual_transport", "lmtp:imap.svc:lmtp", 24)]
    [InlineData("virtual_transport", "lmtp", 24)]
    [InlineData("virtual_transport", "store:imap.svc", 2003)]
    [InlineData("transport_maps", "inline:{example.com=smtp:imap.example.com:2525}", 2525)]
    [InlineData("transport_maps", "inline:{example.com=smtp:a.svc:2525, example.org=lmtp:b.svc:2424}", 2424, 2525)]
    [InlineData("transport_maps", "inline:{{example.com = smtp:a.svc:2525, b.svc:2526}, {example.org = :c.svc:2527}}", 2525, 2526, 2527)]
    [InlineData("transport_maps", "static:smtp:gateway:2525", 2525)]
    [InlineData("transport_maps", "randmap:{smtp:a.svc:2525, smtp:b.svc:2526}", 2525, 2526)]
    [InlineData("transport_maps", "regexp:{{/@example[.](com|org)$$/ smtp:$$1.svc:2525}}", 2525)]
    [InlineData("sender_dependent_default_transport_maps", "inline:{@example.com=smtp:gateway:2525}", 2525)]
    [InlineData("sender_dependent_relayhost_maps", "inline:{@example.com=gateway:2525, @example.org=[gateway]:2526}", 2525, 2526)]
    [InlineData("sender_dependent_relayhost_maps", "static:gateway:2525", 2525)]
    [InlineData("smtp_fallback_relay", "one.svc:2525, [two.svc]:2526 three.svc", 2525, 2526)]
    [InlineData("smtpd_proxy_filter", "filter.svc:10026", 10026)]
    [InlineData("smtpd_proxy_filter", "inet:filter.svc:10026", 10026)]
    [InlineData("default_filter_nexthop", "scanner.svc:10025", 10025)]
    [InlineData("smtp_tcp_port", "2525", 2525)]
    [InlineData("lmtp_tcp_port", "2424", 2424)]
    [InlineData("smtpd_client_restrictions", "check_client_access static:{FILTER smtp:scanner.svc:10025}", 10025)]
    [InlineData("smtpd_data_restrictions", "check_sender_access inline:{{a@b.example = filter lmtp:scanner.svc:10025}}", 10025)]
    public void A_next_hop_on_another_host_is_read_in_each_form(string name, string value, params int[] ports) =>
        Assert.Equal(ports, Ports(name, value));

    [Theory]
    [InlineData("content_filter", "smtp:[127.0.0.1]:10025")]
    [InlineData("content_filter", "smtp:127.0.0.1:10025")]
    [InlineData("content_filter", "smtp:[IPv6:::1]:10025")]
    [InlineData("content_filter", "smtp:localhost:10025")]
    [InlineData("virtual_transport", "lmtp:[::1]")]
    [InlineData("virtual_transport", "lmtp:inet:localhost")]
    [InlineData("virtual_transport", "lmtp:unix:private/imap")]
    [InlineData("virtual_transport", "lmtp:unix:lmtp")]
    [InlineData("smtpd_proxy_filter", ":10026")]
    [InlineData("smtpd_proxy_filter", "10026")]
    [InlineData("smtpd_proxy_filter", "unix:private/filter")]
    public void What_stays_within_the_pod_opens_nothing(string name, string value) => Assert.Empty(Ports(name, value));

    [Theory]
    [InlineData("maximal_queue_lifetime", "2525")]
    [InlineData("smtpd_banner", "$myhostname see www.example.com:8443")]
    [InlineData("smtpd_client_restrictions", "check_client_access inline:{{a.example = REJECT see smtp:www.example.com:8443}}")]
    [InlineData("virtual_alias_maps", "inline:{a@example.com=b.example:2525}")]
    [InlineData("canonical_maps", "inline:{example.com=smtp:imap.svc:2525}")]
    [InlineData("smtpd_recipient_restrictions", "check_recipient_access static:{FILTER discard:away:10025}")]
    [InlineData("default_transport", "error:5.1.2 see www.example.com:8443")]
    [InlineData("transport_maps", "inline:{{old.example = error:5.1.2 see www.example.com:8443}}")]
    [InlineData("transport_maps", "inline:{old.example=discard:host:2525}")]
    [InlineData("transport_maps", "texthash:/etc/postfix/transport:2525")]
    [InlineData("smtp_fallback_relay", "gateway")]
    [InlineData("smtp_fallback_relay", "gateway:99999")]
    [InlineData("smtp_fallback_relay", "2001:db8::25")]
    [InlineData("sender_dependent_relayhost_maps", "socketmap:inet:localhost:7777:relays")]
    public void A_number_that_is_no_port_of_a_next_hop_opens_nothing(string name, string value) => Assert.Empty(Ports(name, value));

    [Theory]
    [InlineData("smtp.example.net", false, 2525)]
    [InlineData("example.net", true, 2525)]
    [InlineData("2001:db8::25", false, 2525)]
    [InlineData("127.0.0.1", false, null)]
    public void The_port_of_a_relay_host_on_another_host_is_read(string host, bool lookupMx, int? port) => Assert.Equal(
        port is { } one ? [one] : [], Ports(Plain with { Outbound = new() { RelayHost = new(host, 2525) { LookupMx = lookupMx } } }));

    [Theory]
    [InlineData("smtp/inet", "content_filter", "smtp:scanner.svc:10025", 10025)]
    [InlineData("smtp/inet", "smtpd_proxy_filter", "filter.svc:10026", 10026)]
    [InlineData("smtp/unix", "smtp_fallback_relay", "gateway:2525", 2525)]
    [InlineData("relay/unix", "smtp_tcp_port", "2525", 2525)]
    public void An_option_of_a_service_is_read_like_a_parameter(string service, string name, string value, int port)
    {
        var server = Plain with { Services = new Dictionary<string, ServiceChange> { [service] = new() { Options = new Dictionary<string, string> { [name] = value } } } };

        Assert.Equal([port], Ports(server));
    }

    [Fact]
    public void What_is_read_by_name_is_a_parameter_of_Postfix() =>
        Assert.All(NextHopParameters.Names, name => Assert.NotNull(ParameterTable.Find(name)));

    private static readonly SmtpServer Plain = new()
    {
        Hostname = "mail.example.com",
        Listeners = [new(ListenerName.Mx, 25, TlsMode.Opportunistic)],
        ChainFiles = ["/etc/mailoperator/tls/default-ecdsa.pem"],
    };

    private static IEnumerable<int> Ports(string name, string value)
    {
        var parameters = new Dictionary<string, string> { [name] = value };
        var services = new Dictionary<string, ServiceChange>
        {
            ["slow/unix"] = new() { Command = "smtp" },
            ["store/unix"] = new() { Command = "lmtp", Options = new Dictionary<string, string> { ["lmtp_tcp_port"] = "2003" } },
        };
        var needed = services.Where(service => value.Contains(service.Key.Split('/')[0] + ":", StringComparison.Ordinal)).ToDictionary();
        return Ports(Plain with { Parameters = parameters, Services = needed });
    }

    /// <summary>But the one of SMTP, to which everybody may connect.</summary>
    private static IEnumerable<int> Ports(SmtpServer server) => PostfixConfiguration.Render(server).OutgoingPorts.Except([25]);
}
