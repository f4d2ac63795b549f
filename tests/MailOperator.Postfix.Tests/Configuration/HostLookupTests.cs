namespace MailOperator.Postfix.Tests.Configuration;

/// <summary>Who looks up hosts by the search list of the resolver, which short names of Services need.</summary>
public sealed class HostLookupTests
{
    private const string Option = "-o smtp_host_lookup=dns,native";

    [Theory]
    [InlineData("content_filter", "smtp:scanner:10025", "smtp")]
    [InlineData("content_filter", "smtp:[scanner.mail]:10025", "smtp")]
    [InlineData("content_filter", "slow:scanner.mail.svc:10025", "slow")]
    [InlineData("relay_transport", "relay:imap", "relay")]
    [InlineData("virtual_transport", "smtp:inet:store", "smtp")]
    [InlineData("transport_maps", "inline:{example.com=relay:imap, example.org=slow:imap.mail}", "relay", "slow")]
    [InlineData("smtpd_client_restrictions", "check_client_access static:{FILTER slow:scanner}", "slow")]
    [InlineData("sender_dependent_relayhost_maps", "inline:{@example.com=[gateway]:2525}", "smtp", "relay")]
    [InlineData("smtp_fallback_relay", "gateway.mail", "smtp", "relay")]
    public void A_client_that_is_given_a_short_name_uses_the_search_list(string name, string value, params string[] clients) =>
        Assert.Equal(clients.Order(), Clients(new Dictionary<string, string> { [name] = value }));

    [Theory]
    [InlineData("content_filter", "smtp:scanner.mail.svc.cluster.local:10025")]
    [InlineData("content_filter", "smtp:[192.0.2.1]:10025")]
    [InlineData("content_filter", "smtp:[2001:db8::1]:10025")]
    [InlineData("content_filter", "smtp:localhost:10025")]
    [InlineData("virtual_transport", "lmtp:inet:dovecot:24")]
    [InlineData("virtual_transport", "smtp")]
    [InlineData("default_transport", "error:5.1.2 no mail from here")]
    [InlineData("relay_domains", "example.com")]
    public void All_other_clients_ask_DNS_alone(string name, string value) => Assert.Empty(Clients(new Dictionary<string, string> { [name] = value }));

    [Fact]
    public void A_relay_host_with_a_short_name_is_found_and_other_mail_is_not_looked_up_so()
    {
        var server = Plain with { Outbound = new() { RelayHost = new("smtp-relay.mail", 2525) } };

        Assert.Equal(["relayhost"], Clients(server));
        Assert.Empty(Clients(server with { Outbound = new() { RelayHost = new("smtp.example.net", 587) } }));
    }

    [Fact]
    public void What_the_resource_says_of_it_holds()
    {
        Assert.Empty(Clients(new Dictionary<string, string> { ["content_filter"] = "smtp:scanner:10025", ["smtp_host_lookup"] = "native" }));
        var files = PostfixConfiguration.Render(Plain with
        {
            Parameters = new Dictionary<string, string> { ["content_filter"] = "smtp:scanner:10025", ["lmtp_host_lookup"] = "native" },
            Services = new Dictionary<string, ServiceChange>
            {
                ["smtp/unix"] = new() { Options = new Dictionary<string, string> { ["smtp_host_lookup"] = "native" } },
            },
        });
        Assert.DoesNotContain(Option, files.MasterCf, StringComparison.Ordinal);
        Assert.Contains("\nlmtp_host_lookup = native\n", files.MainCf, StringComparison.Ordinal);
    }

    private static readonly SmtpServer Plain = new()
    {
        Hostname = "mail.example.com",
        Listeners = [new(ListenerName.Mx, 25, TlsMode.Opportunistic)],
        ChainFiles = ["/etc/mailoperator/tls/default-ecdsa.pem"],
    };

    private static SortedSet<string> Clients(Dictionary<string, string> parameters) => Clients(Plain with
    {
        Parameters = parameters,
        Services = parameters.Values.Any(value => value.Contains("slow:", StringComparison.Ordinal))
            ? new Dictionary<string, ServiceChange> { ["slow/unix"] = new() { Command = "smtp" } }
            : [],
    });

    /// <summary>The services with the option.</summary>
    private static SortedSet<string> Clients(SmtpServer server)
    {
        var service = "";
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var line in PostfixConfiguration.Render(server).MasterCf.Split('\n').Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (line[0] != ' ')
                service = line.Split(' ')[0];
            else if (line.Trim() == Option)
                found.Add(service);
        }
        return found;
    }
}
