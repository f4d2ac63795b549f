using FsCheck;
using FsCheck.Fluent;

namespace MailOperator.Postfix.Tests.Configuration;

/// <summary>Arbitrary servers: every listener, mode, profile and level, with parameters that may be set.</summary>
internal static class Servers
{
    private static readonly (string Name, string[] Values)[] Parameters =
    [
        ("mydestination", ["", "example.com", "$myhostname, localhost"]),
        ("relay_domains", ["example.net", "inline:{example.org=}"]),
        ("message_size_limit", ["1000", "20480000"]),
        ("smtpd_recipient_restrictions", ["permit", "permit_mynetworks, reject"]),
        ("smtpd_client_restrictions", ["permit"]),
        ("inet_protocols", ["all"]),
        ("virtual_alias_maps", ["static:root", "regexp:{{/^/ a@b.example}}"]),
    ];

    private static readonly OutboundPolicy[] Policies =
    [
        new("example.net", OutboundSecurityLevel.Secure) { Match = ["nexthop", ".example.net"], ServerName = "mx.example.net" },
        new(".example.net", OutboundSecurityLevel.Encrypt) { Protocols = ">=TLSv1.3", Grade = "high", ExcludeCiphers = ["aNULL", "kRSA"] },
        new("[smtp.example.net]:587", OutboundSecurityLevel.Fingerprint) { Fingerprints = [new string('a', 64)] },
    ];

    private static readonly string[] Networks = ["10.0.0.0/8", "192.168.0.0/16", "2001:db8::/32", "fd00::/8"];

    private static readonly string[][] Mechanisms = [["PLAIN"], ["PLAIN", "LOGIN"], ["LOGIN"]];

    public static Arbitrary<SmtpServer> Arbitrary { get; } = (
        from listeners in Listeners
        from profile in Gen.Elements(Enum.GetValues<TlsProfile>())
        from outbound in Outbounds
        from networks in Gen.SubListOf(Networks)
        from mechanisms in Gen.Elements(Mechanisms)
        from authentication in Gen.Elements(true, false)
        from chosen in Gen.SubListOf(Parameters)
        from pick in Gen.Choose(0, 100)
        from logLevel in Gen.Choose(0, 4)
        from minutes in Gen.Choose(0, 10_000)
        from header in Gen.Elements(true, false)
        from version in Gen.Elements(new PostfixVersion(3, 7), new(3, 10), new(3, 11, 7))
        select new SmtpServer
        {
            Hostname = "mail.example.com",
            Listeners = listeners,
            Profile = profile,
            Custom = new() { MinimumProtocol = TlsProtocol.Tls12, MaximumProtocol = header ? TlsProtocol.Tls13 : null, ExcludeCiphers = ["aNULL", "kRSA+SHA1"] },
            ChainFiles = ["/etc/mailoperator/tls/default-ecdsa.pem"],
            ServerTlsLogLevel = logLevel,
            SessionCacheTimeout = TimeSpan.FromMinutes(minutes),
            ReceivedHeader = header,
            SessionCache = header ? SessionCache.Database : SessionCache.Tickets,
            OpenSslConfiguration = authentication ? OpenSslConfiguration.System : OpenSslConfiguration.None,
            RandomSource = header ? "dev:/dev/random" : SmtpServer.DefaultRandomSource,
            Authentication = authentication ? new(mechanisms) : null,
            Outbound = outbound,
            TrustedNetworks = [.. networks],
            Parameters = chosen.ToDictionary(parameter => parameter.Name, parameter => parameter.Values[pick % parameter.Values.Length]),
            Version = version,
        }).ToArbitrary();

    private static readonly RelayHost?[] RelayHosts =
    [
        null,
        new("smtp.example.net", 587) { CredentialsFile = "/etc/mailoperator/tls/relay-credentials" },
        new("2001:db8::1", 465) { Mode = TlsMode.Implicit },
        new("example.net", 25) { Mode = TlsMode.Opportunistic, LookupMx = true },
    ];

    private static Gen<OutboundTls> Outbounds =>
        from level in Gen.Elements(Enum.GetValues<OutboundSecurityLevel>())
        from logLevel in Gen.Choose(0, 4)
        from relay in Gen.Elements(RelayHosts)
        from policies in Gen.SubListOf(Policies)
        from chain in Gen.Elements("/etc/mailoperator/tls/outbound.pem", null)
        from service in Gen.Elements<PolicyService?>(null, new("mta-sts", 8461), new("::1", 8642) { MapName = "QUERY" })
        select new OutboundTls
        {
            // Dane would do without TLS where a relay host demands it, which is refused.
            Level = relay is { DemandsTls: true } && level == OutboundSecurityLevel.Dane ? OutboundSecurityLevel.DaneOnly : level,
            LogLevel = logLevel,
            RelayHost = relay,
            Policies = [.. policies],
            PolicyService = service,
            ChainFile = chain,
        };

    private static readonly Postscreen?[] Screens =
    [
        null,
        new(),
        new()
        {
            GreetAction = PostscreenAction.Enforce,
            GreetWait = TimeSpan.FromSeconds(4),
            AccessList = [new("10.0.0.0/8", IsPermitted: true), new("2001:db8::/32", IsPermitted: false)],
            DnsBlockLists = [new("zen.example.org") { Reply = "127.0.0.[2..11]", Weight = 2 }, new("wl.example.org") { Weight = -1 }],
        },
    ];

    private static Gen<IReadOnlyList<Listener>> Listeners =>
        from names in Gen.SubListOf(Enum.GetValues<ListenerName>())
        from modes in Gen.Elements(Enum.GetValues<TlsMode>()).ArrayOf(3)
        from profiles in Gen.Elements([null, .. Enum.GetValues<TlsProfile>().Cast<TlsProfile?>()]).ArrayOf(3)
        from other in Gen.Elements(0, 2000)
        from screen in Gen.Elements(Screens)
        select (IReadOnlyList<Listener>)
        [
            .. names.Select((name, i) => new Listener(
                name, other + name switch { ListenerName.Mx => 25, ListenerName.Submission => 587, _ => 465 }, modes[i])
            {
                Profile = profiles[i],
                Postscreen = screen,
                Limits = new() { ConnectionsPerClient = other == 0 ? null : 7, Processes = other == 0 ? null : 9 },
            }),
        ];
}
