namespace MailOperator.Admission.Rules;

/// <summary>Rules about the PROXY protocol, with which a peer can pretend to be any client.</summary>
internal static class ProxyRules
{
    private const string Field = "spec.network.proxyProtocol.allowedSources";

    public static IReadOnlyList<Rule> All { get; } =
    [
        Rule.Error("ProxySources", Field, spec => spec.Network.ProxyProtocol is { Enabled: true, AllowedSources.Count: 0 },
            "Any peer could pretend to be any client, one that may relay too. Give the addresses of the load balancer."),
        Rule.Error("ProxySourceRange", resource => NetworkRules.InvalidRanges(Field, resource.Spec.Network.ProxyProtocol.AllowedSources)),
        Rule.Error("ProxyWorld", Field, spec => AddressUnion.IsWorld(AddressRange.ParseAll(spec.Network.ProxyProtocol.AllowedSources)),
            "Taken together, these ranges are so large that strangers could pretend to be any client. "
                + "Name the load balancer's addresses only."),
        Rule.Warning("ProxyInsteadOfAllowFrom", "spec.network.allowFrom",
            spec => spec.Network.ProxyProtocol.Enabled
                && spec.Network.AllowFrom is ({ Mx.Count: > 0 } or { Submission.Count: > 0 } or { Submissions.Count: > 0 }),
            "With the PROXY protocol only allowedSources may connect, and these peers may not. Let the load balancer see to who uses it."),
    ];
}
