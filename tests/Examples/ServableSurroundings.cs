using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using MailOperator.Api;

namespace MailOperator.Examples;

/// <summary>What is around Postfix: networks, the Service, the pods.</summary>
internal static class ServableSurroundings
{
    private static readonly Gen<bool> Flag = ArbMap.Default.GeneratorFor<bool>();

    private static readonly Gen<IReadOnlyDictionary<string, string>> Texts =
        from pairs in Gen.SubListOf(KeyValuePair.Create("example.com/team", "mail"), KeyValuePair.Create("tier", "edge"))
        select (IReadOnlyDictionary<string, string>)pairs.ToDictionary();

    private static readonly Gen<NetworkPeer> Peer = Gen.Elements(
        new NetworkPeer { IpBlock = new() { Cidr = "10.0.0.0/8", Except = ["10.1.0.0/16"] } },
        new NetworkPeer { IpBlock = new() { Cidr = "2001:db8::/32" } },
        new NetworkPeer { NamespaceSelector = new() { MatchLabels = new Dictionary<string, string> { ["mail"] = "allowed" } } },
        new NetworkPeer { PodSelector = new() { MatchExpressions = [new() { Key = "tier", Operator = "In", Values = ["edge"] }] } });

    private static readonly Gen<IReadOnlyList<NetworkPeer>> Peers =
        from peers in Gen.ArrayOf(Peer, 2)
        from count in Gen.Choose(0, 2)
        select (IReadOnlyList<NetworkPeer>)[.. peers.Take(count)];

    private static readonly Gen<ResourcesSpec> Resources =
        from limited in Flag
        from requested in Flag
        select new ResourcesSpec
        {
            Limits = limited ? new Dictionary<string, ResourceQuantity> { ["memory"] = new("512Mi") } : [],
            Requests = requested ? new Dictionary<string, ResourceQuantity> { ["cpu"] = new("250m"), ["memory"] = new("128Mi") } : [],
        };

    private static readonly Gen<Toleration> Toleration = Gen.Elements(
        new Toleration { Key = "mail", Operator = "Equal", Value = "only", Effect = "NoExecute", TolerationSeconds = 60 },
        new Toleration { Operator = "Exists" });

    private static readonly DnsConfigSpec Resolver = new()
    {
        Nameservers = ["10.96.0.53", "2001:db8::53"],
        Searches = ["mail.svc.cluster.local"],
        Options = [new() { Name = "trust-ad" }, new() { Name = "ndots", Value = "1" }],
    };

    private static readonly JsonElement Affinity =
        JsonSerializer.Deserialize<JsonElement>("""{"nodeAffinity": {"preferredDuringSchedulingIgnoredDuringExecution": []}}""");

    private static readonly JsonElement Spread = JsonSerializer.Deserialize<JsonElement>(
        """{"maxSkew": 1, "topologyKey": "topology.kubernetes.io/zone", "whenUnsatisfiable": "DoNotSchedule", "labelSelector": {}}""");

    public static Gen<NetworkSpec> Network { get; } =
        from trusted in Gen.SubListOf("10.0.0.0/8", "192.0.2.7/32", "2001:db8::/32")
        from proxy in Flag
        from sources in Gen.ArrayOf(Peers, 3)
        from destinations in Peers
        from outgoing in Flag
        select new NetworkSpec
        {
            TrustedNetworks = [.. trusted],
            AllowFrom = new() { Mx = sources[0], Submission = sources[1], Submissions = sources[2] },
            AllowTo = outgoing ? [new() { To = destinations, Ports = [24, 8025] }] : [],
            ProxyProtocol = new() { Enabled = proxy, AllowedSources = proxy ? ["192.0.2.0/24"] : [] },
        };

    public static Gen<ServiceSpec> Service { get; } =
        from type in Gen.Elements(Enum.GetValues<ServiceType>())
        from policy in Gen.Elements(Enum.GetValues<ExternalTrafficPolicy>())
        from annotations in Texts
        from balanced in Flag
        from ranges in Gen.SubListOf("192.0.2.0/24", "2001:db8::/32")
        select new ServiceSpec
        {
            Type = type,
            ExternalTrafficPolicy = type == ServiceType.ClusterIP ? ExternalTrafficPolicy.Local : policy,
            Annotations = annotations,
            LoadBalancerClass = type == ServiceType.LoadBalancer && balanced ? "example.com/inner" : null,
            LoadBalancerSourceRanges = type == ServiceType.LoadBalancer ? [.. ranges] : [],
        };

    public static Gen<WorkloadSpec> Workload { get; } =
        from replicas in Gen.Choose(1, 3)
        from flags in Gen.ArrayOf(Flag, 8)
        from pull in Gen.Elements(Enum.GetValues<ImagePullPolicy>())
        from resources in Resources
        from texts in Gen.ArrayOf(Texts, 3)
        from tolerations in Gen.ListOf(Toleration)
        from seconds in Gen.Choose(0, 60)
        from policy in Gen.Elements(Enum.GetValues<DnsPolicy>())
        select new WorkloadSpec
        {
            DnsPolicy = policy,
            DnsConfig = policy == DnsPolicy.None || flags[7] ? Resolver : null,
            Replicas = replicas,
            Image = flags[0] ? "registry.example.com/postfix:test" : null,
            ImageFeatures = flags[0] ? [ImageFeature.Pcre] : [],
            ImagePullPolicy = pull,
            ImagePullSecrets = flags[1] ? [new() { Name = "registry" }] : [],
            Storage = new() { Size = new(flags[2] ? "2Gi" : "1Gi"), StorageClassName = flags[3] ? "fast" : null },
            Resources = resources,
            NodeSelector = texts[0],
            Tolerations = [.. tolerations.Take(3)],
            Affinity = flags[4] ? Affinity : null,
            TopologySpreadConstraints = flags[5] ? [Spread] : [],
            PriorityClassName = flags[6] ? "mail" : null,
            PodAnnotations = texts[1],
            PodLabels = texts[2],
            Drain = new() { Delay = KubernetesDuration.FromSeconds(seconds), Maximum = KubernetesDuration.FromSeconds(60 + seconds) },
        };
}
