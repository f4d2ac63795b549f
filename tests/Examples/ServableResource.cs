using FsCheck;
using FsCheck.Fluent;
using MailOperator.Admission;
using MailOperator.Api;
using MailOperator.Kubernetes.Models;
using FirstRelease = MailOperator.Postfix.FirstRelease;
using PostfixVersion = MailOperator.Postfix.PostfixVersion;

namespace MailOperator.Examples;

/// <summary>Resources that break no rule, with every field set in some of them.</summary>
public static class ServableResource
{
    private static readonly Gen<bool> Flag = ArbMap.Default.GeneratorFor<bool>();

    private static readonly Gen<CustomTlsSpec> Custom =
        from is13 in Flag
        from maximum in Gen.Elements<TlsProtocol?>(null, TlsProtocol.Tls13)
        from grade in Gen.Elements(CipherGrade.High, CipherGrade.Medium)
        from excluded in Gen.SubListOf("aNULL", "kRSA", "SHA1", "ECDHE-RSA-AES128-SHA", "aRSA+SHA1")
        from prefer in Flag
        select new CustomTlsSpec
        {
            MinimumProtocol = is13 ? TlsProtocol.Tls13 : TlsProtocol.Tls12,
            MaximumProtocol = maximum,
            CipherGrade = grade,
            ExcludeCiphers = [.. excluded],
            PreferServerCiphers = prefer,
        };

    private static readonly Gen<TlsProfile?[]> Profiles = Gen.ArrayOf(
        Gen.Elements<TlsProfile?>(
            null, null, TlsProfile.Intermediate, TlsProfile.Modern, TlsProfile.NcscNl, TlsProfile.Legacy, TlsProfile.Custom),
        4);

    private static readonly Gen<TlsSpec> Tls =
        from level in Gen.Choose(0, 3)
        from seconds in Gen.Choose(120, 8_640_000)
        from cache in Gen.Elements(SessionCache.Tickets, SessionCache.Database)
        from source in Gen.Elements("dev:/dev/urandom", "dev:/dev/random")
        from openSsl in Gen.Elements(OpenSslConfiguration.None, OpenSslConfiguration.System)
        from header in Flag
        select new TlsSpec
        {
            LogLevel = level,
            SessionCacheTimeout = KubernetesDuration.FromSeconds(seconds),
            SessionCache = cache,
            RandomSource = source,
            OpenSslConfiguration = openSsl,
            ReceivedHeader = header,
        };

    private static readonly Gen<int?> Limit = Gen.Elements<int?>(null, null, 0, 1, 100, 10000);

    private static readonly Gen<SubmissionLimitsSpec> Limits =
        from limits in Gen.ArrayOf(Limit, 7)
        select new SubmissionLimitsSpec
        {
            Processes = limits[0],
            ConnectionsPerClient = limits[1],
            ConnectionsPerMinute = limits[2],
            AuthAttemptsPerMinute = limits[3],
            NewTlsSessionsPerMinute = limits[4],
            MessagesPerMinute = limits[5],
            RecipientsPerMinute = limits[6],
        };

    private static readonly Gen<IReadOnlyList<string>> RestrictionList =
        from elements in Gen.SubListOf(
            "permit_mynetworks", "reject_unknown_client_hostname", "reject_rbl_client zen.example.org", "warn_if_reject reject_rbl_client b.example.org",
            "check_client_access inline:{{10.0.0.1 = REJECT}, 10.0.0.2=OK}", "sleep 1", "reject_non_fqdn_sender")
        select (IReadOnlyList<string>)[.. elements];

    private static readonly Gen<RestrictionsSpec> Restrictions =
        from lists in Gen.ArrayOf(RestrictionList, 4)
        select new RestrictionsSpec { Client = lists[0], Helo = lists[1], Sender = lists[2], Recipient = lists[3] };

    private static readonly Gen<PostscreenAction> Action = Gen.Elements(Enum.GetValues<PostscreenAction>());

    private static readonly Gen<PostscreenSpec> Postscreen =
        from enabled in Flag
        from actions in Gen.ArrayOf(Action, 3)
        from seconds in Gen.Choose(0, 10)
        from ranges in Gen.SubListOf("10.0.0.0/8", "192.0.2.7/32", "2001:db8::/32", "0.0.0.0/0")
        from rejected in Gen.Elements(PostscreenAccess.Permit, PostscreenAccess.Reject)
        from lists in Gen.SubListOf(
            new DnsBlockListSpec { Domain = "bl.example.org" },
            new DnsBlockListSpec { Domain = "zen.example.org", Reply = "127.0.0.[2..11;14]", Weight = 3 },
            new DnsBlockListSpec { Domain = "zen.example.org", Reply = "127.0.0.10", Weight = 2 },
            new DnsBlockListSpec { Domain = "wl.example.org", Weight = -2 })
        from threshold in Gen.Choose(1, 20)
        select !enabled ? new PostscreenSpec() : new PostscreenSpec
        {
            Enabled = true,
            GreetAction = actions[0],
            GreetWait = seconds == 0 ? null : KubernetesDuration.FromSeconds(seconds),
            AccessList =
            [
                .. ranges.Select(range =>
                    new PostscreenAccessSpec { Cidr = range, Action = range.Length % 2 == 0 ? rejected : PostscreenAccess.Permit }),
            ],
            DenyListAction = actions[1],
            DnsBlockLists = [.. lists],
            DnsBlockListThreshold = threshold,
            DnsBlockListAction = actions[2],
        };

    private static readonly Gen<ListenersSpec> Listeners =
        from enabled in Gen.ArrayOf(Flag, 3)
        from ports in Gen.ArrayOf(Gen.Choose(1024, 65000), 3)
        from usual in Flag
        from required in Flag
        from limits in Gen.ArrayOf(Limits, 3)
        from restrictions in Gen.ArrayOf(Restrictions, 2)
        from flags in Gen.ArrayOf(Flag, 4)
        from screen in Postscreen
        select new ListenersSpec
        {
            Mx = new()
            {
                Enabled = enabled[0],
                Port = usual ? 25 : ports[0],
                TlsMode = required ? TlsMode.Required : TlsMode.Opportunistic,
                Postscreen = enabled[0] ? screen : new(),
                Limits = new ListenerLimitsSpec
                {
                    Processes = limits[0].Processes,
                    ConnectionsPerClient = limits[0].ConnectionsPerClient,
                    ConnectionsPerMinute = limits[0].ConnectionsPerMinute,
                    NewTlsSessionsPerMinute = limits[0].NewTlsSessionsPerMinute,
                    MessagesPerMinute = limits[0].MessagesPerMinute,
                    RecipientsPerMinute = limits[0].RecipientsPerMinute,
                },
            },
            Submission = new()
            {
                Enabled = enabled[1],
                Port = usual ? 587 : ports[1],
                Limits = limits[1],
                Restrictions = restrictions[0],
                RejectUnlistedRecipient = flags[0],
                HideClientSession = flags[1],
            },
            Submissions = new()
            {
                Enabled = enabled[2],
                Port = usual ? 465 : ports[2],
                Limits = limits[2],
                Restrictions = restrictions[1],
                RejectUnlistedRecipient = flags[2],
                HideClientSession = flags[3],
            },
        };

    private static readonly Gen<ClientCertificatesSpec> ClientCertificates =
        from mode in Gen.Elements(
            ClientCertificateMode.None, ClientCertificateMode.None, ClientCertificateMode.Request, ClientCertificateMode.Require)
        from listeners in Gen.SubListOf(Enum.GetValues<ClientCertificateListener>()).Where(listeners => listeners.Count > 0)
        from authority in Flag
        from clients in Gen.SubListOf("alice", "bob", "printer-1")
        from relay in Gen.Elements(ClientRelay.None, ClientRelay.Listed, ClientRelay.Trusted)
        select mode == ClientCertificateMode.None ? new ClientCertificatesSpec() : new ClientCertificatesSpec
        {
            Mode = mode,
            Listeners = [.. listeners],
            CaRef = authority ? new() { Name = "clients" } : null,
            AllowedFingerprints = [.. clients.Select(name => new ClientFingerprint { Name = name, SpkiSha256 = Fingerprint(name[0]) })],
            Relay = relay,
        };

    private static readonly Gen<OutboundPolicySpec> Policy =
        from domain in Gen.Elements("a.example", ".b.example", "[c.example]:587", "[relay.example.com]:587")
        from level in Gen.Elements(Enum.GetValues<OutboundSecurityLevel>())
        from match in Gen.SubListOf("nexthop", "dot-nexthop", "hostname", "mx.example.com", ".example.com")
        from minimum in Gen.Elements<TlsProtocol?>(null, TlsProtocol.Tls12, TlsProtocol.Tls13)
        from grade in Gen.Elements<CipherGrade?>(null, CipherGrade.High, CipherGrade.Medium)
        from excluded in Gen.SubListOf("aNULL", "kRSA")
        from name in Gen.Elements<string?>(null, "mx.example.com")
        select new OutboundPolicySpec
        {
            Domain = domain,
            Level = level,
            Match = level is OutboundSecurityLevel.Verify or OutboundSecurityLevel.Secure ? [.. match] : [],
            Fingerprints = level == OutboundSecurityLevel.Fingerprint ? [Fingerprint('a'), Fingerprint('b')] : [],
            MinimumProtocol = minimum,
            CipherGrade = grade,
            ExcludeCiphers = [.. excluded],
            ServerName = name,
        };

    private static readonly Gen<RelayHostSpec?> Relay =
        from present in Flag
        from host in Gen.Elements("relay.example.com", "192.0.2.7", "2001:db8::7")
        from port in Gen.Elements(25, 465, 587, 2525)
        from lookup in Flag
        from mode in Gen.Elements(Enum.GetValues<RelayHostTlsMode>())
        from password in Flag
        select !present ? null : new RelayHostSpec
        {
            Host = host,
            Port = port,
            LookupMx = lookup && !host.Contains(':', StringComparison.Ordinal),
            TlsMode = mode,
            CredentialsSecretRef = password ? new() { Name = "relay" } : null,
        };

    private static readonly Gen<PolicyServiceSpec?> PolicyService =
        from present in Flag
        from host in Gen.Elements("mta-sts.mail.svc.cluster.local", "192.0.2.8", "2001:db8::8", "127.0.0.1")
        from port in Gen.Elements(8461, 8642)
        from name in Gen.Elements("postfix", "QUERYwithTLSRPT")
        select !present ? null : new PolicyServiceSpec { Host = host, Port = port, MapName = name };

    private static readonly Gen<OutboundSpec> Outbound =
        from level in Gen.Elements(Enum.GetValues<OutboundSecurityLevel>())
        from log in Gen.Choose(0, 3)
        from policies in Gen.ListOf(Policy)
        from files in Gen.ArrayOf(Flag, 2)
        from kind in Gen.Elements(AuthorityKind.Secret, AuthorityKind.ConfigMap)
        from relay in Relay
        from service in PolicyService
        from require in Gen.Elements<RequireTlsPolicy?>(
            null, RequireTlsPolicy.Disable, RequireTlsPolicy.Enforce, RequireTlsPolicy.Opportunistic, RequireTlsPolicy.OpportunisticStartTls)
        from reports in Flag
        from socket in Gen.Elements("tlsrpt/collector.sock", "private/tlsrpt")
        select new OutboundSpec
        {
            SecurityLevel = level,
            LogLevel = log,
            Policies = [.. policies.DistinctBy(policy => policy.Domain).Where(policy => service is null || !policy.Domain.StartsWith('.'))],
            CaRef = files[0] ? new() { Name = "authorities", Kind = kind } : null,
            CertificateSecretRef = files[1] ? new() { Name = "client" } : null,
            RelayHost = relay,
            PolicyService = service,
            RequireTls = require,
            TlsReports = new() { Enabled = reports, Socket = socket },
        };

    private static readonly Gen<PostfixSpec> Postfix =
        from parameters in Gen.SubListOf(
            KeyValuePair.Create("message_size_limit", "20480000"), KeyValuePair.Create("mydestination", "$myhostname, localhost"),
            KeyValuePair.Create("smtpd_banner", "$myhostname ready"), KeyValuePair.Create("relay_domains", "example.com"),
            KeyValuePair.Create("virtual_alias_maps", "inline:{postmaster@example.com=root@example.com}"), KeyValuePair.Create("biff", "no"),
            KeyValuePair.Create("postscreen_greet_ttl", "2d"))
        from services in Gen.SubListOf(
            KeyValuePair.Create("smtp/unix", new ServiceChangeSpec { ProcessLimit = 20, Options = Option("smtp_helo_timeout", "60s") }),
            KeyValuePair.Create("slow/unix", new ServiceChangeSpec { Command = "smtp", ProcessLimit = 1 }),
            KeyValuePair.Create("pickup/unix", new ServiceChangeSpec { Wakeup = "30" }),
            KeyValuePair.Create("smtp/inet", new ServiceChangeSpec { Options = Option("smtpd_timeout", "30s") }))
        select new PostfixSpec { MainCf = parameters.ToDictionary(), MasterCf = services.ToDictionary() };

    /// <summary>Resources for a release of Postfix: what it does not know yet is not asked of it.</summary>
    public static Arbitrary<MailServerTls> For(PostfixVersion version) => Gen.Where(
        from certificates in ServableCertificates.Any
        from hostname in Gen.Elements("mail.example.com", "mail.example.com", "mx.example.org")
        from listeners in Listeners
        from profiles in Profiles
        from custom in Custom
        from tls in Tls
        from clients in ClientCertificates
        from mechanisms in Gen.Elements<IReadOnlyList<SaslMechanism>>(
            [SaslMechanism.Plain], [SaslMechanism.Login, SaslMechanism.Plain], [SaslMechanism.Plain, SaslMechanism.Login])
        from users in Flag
        from outbound in Outbound
        from network in ServableSurroundings.Network
        from service in ServableSurroundings.Service
        from workload in ServableSurroundings.Workload
        from newline in Gen.Elements(Enum.GetValues<BareNewline>())
        from pipelining in Flag
        from postfix in Postfix
        from named in Flag
        select new MailServerTls
        {
            Metadata = new V1ObjectMeta { Name = "mail", NamespaceProperty = "mail" },
            Spec = new()
            {
                Hostname = hostname,
                Certificates = certificates,
                Listeners = listeners with
                {
                    Mx = listeners.Mx with { Profile = profiles[1] },
                    Submission = listeners.Submission with
                    {
                        Profile = profiles[2],
                        HideClientSession = listeners.Submission.HideClientSession && version.IsAtLeast(FirstRelease.HiddenSession),
                    },
                    Submissions = listeners.Submissions with
                    {
                        Profile = profiles[3],
                        HideClientSession = listeners.Submissions.HideClientSession && version.IsAtLeast(FirstRelease.HiddenSession),
                    },
                },
                Tls = tls with
                {
                    Profile = profiles[0] ?? TlsProfile.Intermediate,
                    Custom = profiles.Contains(TlsProfile.Custom) ? custom : null,
                },
                ClientCertificates = AskedSomewhere(clients, listeners) ? clients : new(),
                Authentication = users && (listeners.Submission.Enabled || listeners.Submissions.Enabled)
                    ? new()
                    {
                        Type = AuthenticationType.Dovecot,
                        UsersSecretRef = new() { Name = "users" },
                        Mechanisms = mechanisms,
                        Resources = workload.Resources,
                    }
                    : new(),
                Outbound = outbound with
                {
                    RequireTls = version.IsAtLeast(FirstRelease.RequireTls) ? outbound.RequireTls : null,
                    TlsReports = version.IsAtLeast(FirstRelease.TlsReports) ? outbound.TlsReports : new(),
                },
                Network = network,
                Service = service,
                Workload = workload,
                Hardening = new()
                {
                    BareNewline = newline == BareNewline.Note && !version.IsAtLeast(FirstRelease.NotedNewline)
                        ? BareNewline.Reject
                        : newline,
                    ForbidUnauthPipelining = pipelining,
                },
                Postfix = postfix with { Version = named ? version.ToString() : null },
            },
        },
        resource => Validation.Check(resource, version).All(violation => violation.Severity != Severity.Error)).ToArbitrary();

    /// <summary>Whom only listeners that are off would ask, nobody asks: that leaves nothing in master.cf.</summary>
    private static bool AskedSomewhere(ClientCertificatesSpec clients, ListenersSpec listeners) =>
        clients.Listeners.Any(listener => listener switch
        {
            ClientCertificateListener.Mx => listeners.Mx.Enabled,
            ClientCertificateListener.Submission => listeners.Submission.Enabled,
            _ => listeners.Submissions.Enabled,
        });

    private static Dictionary<string, string> Option(string name, string value) => new() { [name] = value };

    private static string Fingerprint(char letter) =>
        string.Concat(Enumerable.Repeat(((int)letter).ToString("x2", System.Globalization.CultureInfo.InvariantCulture), 32));
}
