using System.Net;
using System.Text.RegularExpressions;

namespace MailOperator.Postfix.Configuration;

/// <summary>
/// What postscreen(8) means in main.cf and master.cf: it takes the port of mx, and hands connections on to an smtpd that listens on none.
/// The tests after the greeting stay off: a client that passes them has to connect once more.
/// </summary>
internal static partial class ServerPostscreen
{
    /// <summary>
    /// The parameters, none without postscreen. What postscreen and tlsproxy take from smtpd by default is said where it may differ.
    /// </summary>
    /// <exception cref="ArgumentException">A value that validation should have refused.</exception>
    public static IReadOnlyList<ParameterGroup> Parameters(SmtpServer server) =>
        server.Listeners.FirstOrDefault(listener => listener is { Name: ListenerName.Mx, Postscreen: not null }) is not { } mx
            ? []
            : [new("postscreen before mx, POSTSCREEN_README", [.. Tests(mx.Postscreen!), .. Connections(server, mx)])];

    /// <summary>The services in place of that of the listener.</summary>
    /// <param name="smtpd">The listener as it would be without postscreen.</param>
    public static IEnumerable<Service> Services(Service smtpd) =>
    [
        new(smtpd.Name, ServiceType.Inet, "postscreen")
        {
            Private = false,
            ProcessLimit = 1,
            Options = [.. smtpd.Options.Where(option => option.Name == "syslog_name")],
        },
        // The name is that of smtpd_service_name. The PROXY header has been read when it gets the connection.
        smtpd with
        {
            Name = "smtpd",
            Type = ServiceType.Pass,
            Private = null,
            Options = [.. smtpd.Options.Where(option => option.Name != "smtpd_upstream_proxy_protocol")],
        },
        new("dnsblog", ServiceType.Unix, "dnsblog") { ProcessLimit = 0 },
    ];

    private static IEnumerable<Parameter> Tests(Postscreen tests)
    {
        yield return new("postscreen_greet_action", Action(tests.GreetAction));
        if (tests.GreetWait is { } wait)
            yield return new("postscreen_greet_wait", Word.Of(wait));
        yield return new("postscreen_access_list", AccessList(tests.AccessList));
        yield return new("postscreen_denylist_action", Action(tests.DenyListAction));
        yield return new("postscreen_dnsbl_sites", string.Join(", ", tests.DnsBlockLists.Select(Site)));
        yield return new("postscreen_dnsbl_threshold", Word.Of(tests.DnsBlockListThreshold));
        yield return new("postscreen_dnsbl_action", Action(tests.DnsBlockListAction));
    }

    private static IEnumerable<Parameter> Connections(SmtpServer server, Listener mx)
    {
        var level = mx.EffectiveMode == TlsMode.Opportunistic ? "may" : "encrypt";
        yield return new("postscreen_tls_security_level", level);
        // tlsproxy speaks TLS for postscreen: which protocols and ciphers it takes depends on its own level.
        yield return new("tlsproxy_tls_security_level", level);
        if (mx.Limits.ConnectionsPerClient is { } limit)
            yield return new("postscreen_client_connection_count_limit", Word.Of(limit));
        if (server.ProxyProtocol)
            yield return new("postscreen_upstream_proxy_protocol", "haproxy");
    }

    private static string Action(PostscreenAction action) => action switch
    {
        PostscreenAction.Ignore => "ignore",
        PostscreenAction.Enforce => "enforce",
        PostscreenAction.Drop => "drop",
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, "not an action of postscreen"),
    };

    private static string AccessList(IReadOnlyList<PostscreenAccess> list) =>
        $"permit_mynetworks, cidr:{{{string.Join(", ", list.Prepend(new(Probes.Range, IsPermitted: true)).Select(Entry))}}}";

    private static string Entry(PostscreenAccess entry) =>
        $"{{{Range(entry.Cidr)} {(entry.IsPermitted ? "permit" : "reject")}}}";

    private static string Range(string cidr) => IPNetwork.TryParse(cidr, out var network)
        ? network.ToString()
        : throw new ArgumentException($"'{cidr}' is not a network in CIDR notation.", nameof(cidr));

    private static string Site(DnsBlockList list)
    {
        if (!Domain().IsMatch(list.Domain) || list.Reply is { } reply && !DnsBlockList.IsReply(reply))
            throw new ArgumentException($"'{list.Domain}' is not a list in DNS, or '{list.Reply}' not its reply.", nameof(list));
        return list.Domain + (list.Reply is null ? "" : $"={list.Reply}") + (list.Weight == 1 ? "" : $"*{Word.Of(list.Weight)}");
    }

    [GeneratedRegex(@"\A[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?\z")]
    private static partial Regex Domain();
}
