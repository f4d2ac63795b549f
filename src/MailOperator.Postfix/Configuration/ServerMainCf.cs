using System.Globalization;
using System.Net;

namespace MailOperator.Postfix.Configuration;

/// <summary>main.cf of a server: what holds for every service, closed unless a service opens it in master.cf.</summary>
internal static class ServerMainCf
{
    public static MainCf Of(SmtpServer server) => new MainCf(
    [
        Process(server),
        new("Identity. No domain is final here unless the resource says so.",
        [
            new("myhostname", server.Hostname),
            new("myorigin", "$myhostname"),
            new("mydestination", ""),
            new("relay_domains", ""),
            // Their defaults are the tables of the same name: a table that matches anything would make any domain final.
            new("virtual_alias_domains", ""),
            new("virtual_mailbox_domains", ""),
            new("smtpd_banner", "$myhostname ESMTP"),
        ]),
        new("Network of the pod",
        [
            new("inet_interfaces", "all"),
            new("inet_protocols", "all"),
        ]),
        Relay(server),
        new("SMTP smuggling and other abuse of the protocol",
        [
            // Off by default in 3.7; there since 3.7.11 at the latest.
            new("smtpd_forbid_bare_newline", BareNewlineOf(server)),
            new("smtpd_forbid_unauth_pipelining", Word.Of(server.ForbidUnauthPipelining)),
            new("smtpd_helo_required", "yes"),
            new("disable_vrfy_command", "yes"),
            // A milter that is away tells nothing of TLS: the pod's handshakes with itself are not shown to any.
            new("smtpd_milter_maps", $"inline:{{{Probes.Address}=DISABLE}}"),
        ]),
        ServerTls(server),
        .. ServerPostscreen.Parameters(server),
        ServerOutbound.Parameters(server),
        new("Authentication is for the services that ask for it in master.cf, never for all.",
        [
            new("smtpd_sasl_auth_enable", "no"),
        ]),
        new("Local delivery runs no command, writes no file and knows no alias.",
        [
            new("alias_maps", ""),
            new("alias_database", ""),
            new("allow_mail_to_commands", ""),
            new("allow_mail_to_files", ""),
            new("biff", "no"),
            new("notify_classes", ""),
            // By default, a recipient is also whoever has an account in the image: mail to root or www-data would be taken, and bounce. An empty
            // list would take mail for everybody, so there is a table with nobody in it.
            new("local_recipient_maps", "texthash:/dev/null, $alias_maps"),
            // Their defaults are smaller than a message may be with another message_size_limit, with which local and virtual do not start.
            new("mailbox_size_limit", "0"),
            new("virtual_mailbox_limit", "0"),
        ]),
    ]).With("Further parameters of the resource", server.Parameters);

    private static ParameterGroup Process(SmtpServer server) => new("Compatibility, directories, log",
    [
        // A level above its own release is accepted; one below makes 3.11 and later complain.
        new("compatibility_level", (server.Version.IsAtLeast(PostfixVersion.Newest) ? server.Version : PostfixVersion.Newest) is var level
            ? string.Create(CultureInfo.InvariantCulture, $"{level.Major}.{level.Minor}")
            : ""),
        new("queue_directory", "/var/spool/postfix"),
        new("data_directory", "/var/lib/postfix"),
        new("maillog_file", "/dev/stdout"),
    ]);

    private static ParameterGroup Relay(SmtpServer server) => new("Who may relay: these networks on mx, and users with AUTH on submission",
    [
        // Not loopback: nothing in the pod relays by SMTP, and behind the proxy of a service mesh every client has such an address.
        new("mynetworks", string.Join(' ', server.TrustedNetworks.Select(Network))),
        new("smtpd_relay_restrictions", "permit_mynetworks, reject_unauth_destination"),
        new("smtpd_client_event_limit_exceptions", $"{Probes.Address}, $mynetworks"),
    ]);

    private static ParameterGroup ServerTls(SmtpServer server) => new("TLS towards clients, TLS_README",
    [
        .. Certificates(server),
        // Without a level, a server with certificates answers 502 to STARTTLS.
        new("smtpd_tls_security_level", "may"),
        new("smtpd_tls_auth_only", "yes"),
        .. TlsSettings.Of(server, ListenerName.Mx).ToParameters(),
        // Without the distribution's openssl.cnf, OpenSSL's own defaults hold.
        new("tls_config_file", server.OpenSslConfiguration == OpenSslConfiguration.None ? "none" : "default"),
        .. server.RandomSource == SmtpServer.DefaultRandomSource ? [] : (Parameter[])[new("tls_random_source", server.RandomSource)],
        .. ClientCertificates.Main(server.ClientCertificates),
        new("smtpd_tls_loglevel", Word.Of(server.ServerTlsLogLevel)),
        new("smtpd_tls_received_header", Word.Of(server.ReceivedHeader)),
        // Tickets resume sessions without a database; the timeout is the life of both.
        new(
            "smtpd_tls_session_cache_database",
            server.SessionCache == SessionCache.Tickets ? "" : $"{CacheType(server)}:$data_directory/smtpd_scache"),
        new("smtpd_tls_session_cache_timeout", Word.Of(server.SessionCacheTimeout)),
    ]);

    /// <summary>
    /// Without certificates the word <c>none</c> is needed: a missing one alone is a mistake, of which Postfix only warns.
    /// </summary>
    private static IEnumerable<Parameter> Certificates(SmtpServer server)
    {
        if (server.Anonymous != (server.ChainFiles.Count == 0) || (server.Anonymous && server.SniChainFiles.Count > 0))
            throw new ArgumentException("A server has chain files, or is anonymous and has none at all.", nameof(server));
        if (server.Anonymous)
            yield return new("smtpd_tls_cert_file", "none");
        else
            yield return new("smtpd_tls_chain_files", string.Join(", ", server.ChainFiles.Select(FilePath.Checked)));
        if (server.SniChainFiles.Count > 0)
            yield return new("tls_server_sni_maps", SniMap.Table);
    }

    /// <summary>
    /// A kind of table that the release can write to: 3.11 warns of Berkeley DB, older releases of Debian have nothing else.
    /// </summary>
    private static string CacheType(SmtpServer server) =>
        server.Version.IsAtLeast(FirstRelease.DefaultCacheType) ? "$default_cache_db_type" : "btree";

    private static string BareNewlineOf(SmtpServer server) => server.BareNewline switch
    {
        BareNewline.Normalize => "normalize",
        BareNewline.Note when server.Version.IsAtLeast(FirstRelease.NotedNewline) => "note",
        BareNewline.Note => throw new ArgumentException(
            $"Postfix {server.Version} cannot note bare newlines: {FirstRelease.NotedNewline} and later do.", nameof(server)),
        BareNewline.Reject => "reject",
        _ => throw new ArgumentOutOfRangeException(nameof(server), server.BareNewline, "not a way to treat bare newlines"),
    };

    /// <summary>A network as <c>mynetworks</c> has it, IPv6 in brackets.</summary>
    private static string Network(string cidr) => IPNetwork.TryParse(cidr, out var network)
        ? network.BaseAddress.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6
            ? $"[{network.BaseAddress}]/{Word.Of(network.PrefixLength)}"
            : $"{network.BaseAddress}/{Word.Of(network.PrefixLength)}"
        : throw new ArgumentException($"'{cidr}' is not a network in CIDR notation with no bits beyond its prefix.", nameof(cidr));
}
