using MailOperator.Api;

namespace MailOperator.Admission.Rules;

/// <summary>Rules about the Service.</summary>
internal static class ServiceRules
{
    private const string OwnPrefix = "mailoperator.io/";

    public static IReadOnlyList<Rule> All { get; } =
    [
        Rule.Error("LoadBalancerFields", NeedsLoadBalancer),
        Rule.Error("LoadBalancerRange", resource =>
            NetworkRules.InvalidRanges("spec.service.loadBalancerSourceRanges", resource.Spec.Service.LoadBalancerSourceRanges)),
        Rule.Error("ServiceAnnotation", resource =>
            ReservedOrMalformed("spec.service.annotations", resource.Spec.Service.Annotations.Keys)),
        Rule.Error("TrustedNodes", "spec.service.externalTrafficPolicy",
            spec => HidesClients(spec) && spec.Network.TrustedNetworks.Count > 0,
            "With Cluster, everybody comes from the address of a node, and a node in trustedNetworks lets everybody relay. Use Local, "
                + "network.proxyProtocol, or AUTH in place of trustedNetworks."),
        Rule.Warning("ClientAddressLost", "spec.service.externalTrafficPolicy", HidesClients,
            "With Cluster, Postfix sees the address of a node instead of the client's: limits for each client misjudge. Use Local, or "
                + "network.proxyProtocol."),
        Rule.Warning("AllowedNodes", "spec.network.allowFrom",
            spec => HidesClients(spec) && Peers(spec.Network.AllowFrom).Any(peer => peer.IpBlock is not null),
            "With service.externalTrafficPolicy Cluster, the NetworkPolicy may see the address of a node instead of the client's: an "
                + "ipBlock of clients keeps these out, and one with nodes lets everybody in. Use Local, or network.proxyProtocol."),
    ];

    private static IEnumerable<NetworkPeer> Peers(AllowFromSpec allowed) => [.. allowed.Mx, .. allowed.Submission, .. allowed.Submissions];

    private static bool HidesClients(MailServerTlsSpec spec) =>
        spec.Service is { Type: not ServiceType.ClusterIP, ExternalTrafficPolicy: ExternalTrafficPolicy.Cluster }
        && !spec.Network.ProxyProtocol.Enabled;

    /// <summary>Keys that are no annotation or label names, or that are the operator's own.</summary>
    internal static IEnumerable<Fault> ReservedOrMalformed(string field, IEnumerable<string> keys)
    {
        foreach (var key in keys.Order(StringComparer.Ordinal))
        {
            if (key.StartsWith(OwnPrefix, StringComparison.Ordinal))
                yield return new Fault($"{field}[{key}]", $"Names that begin with {OwnPrefix} are the operator's own. Remove it.");
            else if (!MetadataKey.IsValid(key))
                yield return new Fault($"{field}[{key}]", MetadataKey.Form);
        }
    }

    private static IEnumerable<Fault> NeedsLoadBalancer(MailServerTls resource)
    {
        var service = resource.Spec.Service;
        if (service.Type == ServiceType.LoadBalancer) yield break;
        if (service.LoadBalancerClass is not null)
            yield return new Fault("spec.service.loadBalancerClass", "Only a Service of type LoadBalancer has a class. Set that type, "
                + "or remove it.");
        if (service.LoadBalancerSourceRanges.Count > 0)
            yield return new Fault("spec.service.loadBalancerSourceRanges", "Only a load balancer heeds source ranges. Set type "
                + "LoadBalancer, or use network.allowFrom.");
    }
}
