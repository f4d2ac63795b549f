using FsCheck;
using FsCheck.Fluent;
using MailOperator.Api;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Tests.Admission;

/// <summary>Resources of any shape that the records can hold, sensible or not.</summary>
internal static class ArbitraryResource
{
    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.Elements("", "a", "mail.example.com", "10.0.0.0/8", "::/0", "0.0.0.0/0", "x/y", "1.2.3.4/99", "]", "[", "3.10", "\n"),
        ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => text.Get));

    private static readonly Gen<KubernetesDuration> Duration =
        Gen.Choose(0, 4000).Select(hours => KubernetesDuration.FromHours(hours));

    private static readonly Gen<DefaultCertificate> Source =
        from name in Text
        from kind in Text
        from kinds in Gen.Choose(0, 15)
        from algorithm in Gen.Elements(Enum.GetValues<KeyAlgorithm>())
        from size in Gen.Choose(-1, 9000)
        from duration in Duration
        from renew in Duration
        from names in Gen.ListOf(Text)
        select new DefaultCertificate
        {
            SecretRef = (kinds & 1) != 0 ? new SecretReference { Name = name } : null,
            IssuerRef = (kinds & 2) != 0 ? new IssuerReference { Name = name, Kind = kind } : null,
            SelfSigned = (kinds & 4) != 0 ? new SelfSignedSource() : null,
            None = (kinds & 8) != 0 ? new NoCertificate() : null,
            PrivateKey = size % 2 == 0 ? new PrivateKeySpec { Algorithm = algorithm, Size = size } : null,
            Duration = size % 3 == 0 ? duration : null,
            RenewBefore = size % 5 == 0 ? renew : null,
            DnsNames = [.. names],
        };

    private static readonly Gen<NetworkPeer> Peer =
        from cidr in Text
        from except in Gen.ListOf(Text)
        from kinds in Gen.Choose(0, 7)
        from operation in Text
        select new NetworkPeer
        {
            IpBlock = (kinds & 1) != 0 ? new IPBlock { Cidr = cidr, Except = [.. except] } : null,
            PodSelector = (kinds & 2) != 0 ? new LabelSelector { MatchExpressions = [new() { Key = cidr, Operator = operation }] } : null,
            NamespaceSelector = (kinds & 4) != 0 ? new LabelSelector() : null,
        };

    private static readonly Gen<MailServerTlsSpec> Spec =
        from hostname in Text
        from sources in Gen.ListOf(Source)
        from peers in Gen.ListOf(Peer)
        from texts in Gen.ListOf(Text)
        from numbers in Gen.ArrayOf(Gen.Choose(-10, 70000), 4)
        from flags in Gen.ArrayOf(ArbMap.Default.GeneratorFor<bool>(), 4)
        from modes in Gen.ArrayOf(Gen.Elements(Enum.GetValues<TlsMode>()), 3)
        from profile in Gen.Elements(Enum.GetValues<TlsProfile>())
        from protocols in Gen.ArrayOf(Gen.Elements(Enum.GetValues<TlsProtocol>()), 2)
        from level in Gen.Elements(Enum.GetValues<OutboundSecurityLevel>())
        from duration in Duration
        select new MailServerTlsSpec
        {
            Hostname = hostname,
            Certificates = new()
            {
                Default = [.. sources],
                Sni =
                [
                    .. sources.Select(source =>
                        new SniCertificate { Hosts = [.. texts], SecretRef = source.SecretRef, SelfSigned = source.SelfSigned }),
                ],
                ExpiryWarning = duration,
            },
            Listeners = new()
            {
                Mx = new()
                {
                    Enabled = flags[0],
                    Port = numbers[0],
                    TlsMode = modes[0],
                    Profile = flags[1] ? profile : null,
                    Postscreen = Screen(flags, numbers, duration, [.. texts]),
                },
                Submission = new()
                {
                    Enabled = flags[1],
                    Port = numbers[1],
                    TlsMode = modes[1],
                    Restrictions = new() { Sender = [.. texts] },
                    Limits = new() { Processes = numbers[0] },
                },
                Submissions = new() { Enabled = flags[2], Port = numbers[2], TlsMode = modes[2] },
            },
            Tls = new()
            {
                Profile = profile,
                Custom = flags[3]
                    ? new() { MinimumProtocol = protocols[0], MaximumProtocol = protocols[1], ExcludeCiphers = [.. texts] }
                    : null,
                LogLevel = numbers[3],
                SessionCacheTimeout = duration,
            },
            ClientCertificates = new()
            {
                Mode = flags[0] ? ClientCertificateMode.Require : ClientCertificateMode.None,
                Relay = flags[1] ? ClientRelay.Listed : ClientRelay.Trusted,
                AllowedFingerprints = [.. texts.Select(text => new ClientFingerprint { Name = text, SpkiSha256 = text })],
            },
            Authentication = new() { Type = flags[3] ? AuthenticationType.Dovecot : AuthenticationType.None },
            Outbound = new()
            {
                SecurityLevel = level,
                LogLevel = numbers[0],
                Policies = [.. texts.Select(text => new OutboundPolicySpec { Domain = text, Level = level, Match = texts.ToArray() })],
                PolicyService = flags[1] ? new() { Host = hostname, Port = numbers[2], MapName = hostname } : null,
                RelayHost = flags[0]
                    ? new() { Host = hostname, Port = numbers[1], CredentialsSecretRef = flags[1] ? new() { Name = hostname } : null }
                    : null,
            },
            Network = new() { AllowFrom = new() { Mx = [.. peers] }, TrustedNetworks = [.. texts] },
            Service = new() { Annotations = Map(texts), LoadBalancerSourceRanges = [.. texts] },
            Workload = new()
            {
                Replicas = numbers[3],
                PodLabels = Map(texts),
                Drain = new() { Delay = duration },
                DnsConfig = flags[2] ? new() { Nameservers = [.. texts] } : null,
            },
            Postfix = new() { Version = hostname, MainCf = Map(texts) },
        };

    public static Arbitrary<MailServerTls> Arbitrary { get; } = Arb.From(
        from name in Text
        from spec in Spec
        select new MailServerTls { Metadata = new V1ObjectMeta { Name = name }, Spec = spec });

    private static PostscreenSpec Screen(bool[] flags, int[] numbers, KubernetesDuration duration, string[] texts) => new()
    {
        Enabled = flags[2],
        GreetAction = flags[0] ? PostscreenAction.Ignore : PostscreenAction.Drop,
        GreetWait = flags[1] ? duration : null,
        AccessList = [.. texts.Select(text => new PostscreenAccessSpec { Cidr = text, Action = PostscreenAccess.Reject })],
        DnsBlockLists = [.. texts.Select(text => new DnsBlockListSpec { Domain = text, Reply = flags[3] ? text : null, Weight = numbers[0] })],
        DnsBlockListThreshold = numbers[1],
    };

    private static Dictionary<string, string> Map(IEnumerable<string> texts) => texts.Distinct().ToDictionary(text => text, text => text);
}
