using MailOperator.Api;

namespace MailOperator.Admission.Rules;

/// <summary>Rules about who may connect and who may relay.</summary>
internal static class NetworkRules
{
    private const string Trusted = "spec.network.trustedNetworks";
    private static readonly AddressRange Loopback4 = AddressRange.ParseAll(["127.0.0.0/8"]).Single();
    private static readonly AddressRange Loopback6 = AddressRange.ParseAll(["::1/128"]).Single();

    public static IReadOnlyList<Rule> All { get; } =
    [
        Rule.Error("TrustedNetwork", resource => InvalidRanges(Trusted, resource.Spec.Network.TrustedNetworks)),
        Rule.Error("TrustedWorld", Trusted, spec => AddressUnion.IsWorld(AddressRange.ParseAll(spec.Network.TrustedNetworks)),
            "Taken together, these networks are so large that the server would relay for strangers. Name your own networks only."),
        Rule.Error("TrustedLoopback", Loopback),
        Rule.Error("PeerShape", Shapes),
        Rule.Error("PeerRange", resource => from peer in Peers(resource.Spec)
                                            where peer.Peer.IpBlock is not null
                                            from fault in InvalidBlock(peer.Field, peer.Peer.IpBlock!)
                                            select fault),
        Rule.Error("AllowedPort", resource =>
            from rule in resource.Spec.Network.AllowTo.Index()
            where rule.Item.Ports.Count == 0 || rule.Item.Ports.Any(port => port is < 1 or > 65535)
            select new Fault(
                FormattableString.Invariant($"spec.network.allowTo[{rule.Index}].ports"),
                "Without a port, or with one that does not exist, this lets nothing out. Give numbers from 1 to 65535.")),
        Rule.Error("PeerSelector", resource => Peers(resource.Spec).SelectMany(peer => InvalidSelectors(peer.Field, peer.Peer))),
    ];

    /// <summary>Each text that is no range, with the path of its place in a list.</summary>
    internal static IEnumerable<Fault> InvalidRanges(string field, IEnumerable<string> ranges)
    {
        foreach (var (index, text) in ranges.Index())
        {
            if (!AddressRange.TryParse(text, out _, out var fault))
                yield return new Fault(FormattableString.Invariant($"{field}[{index}]"), fault);
        }
    }

    private static IEnumerable<Fault> Loopback(MailServerTls resource) =>
        from network in resource.Spec.Network.TrustedNetworks.Index()
        where AddressRange.TryParse(network.Item, out var range, out _) && (range.IsWithin(Loopback4) || range.IsWithin(Loopback6))
        select new Fault(
            FormattableString.Invariant($"{Trusted}[{network.Index}]"),
            "Behind the proxy of a service mesh every client has such an address, and the server would relay for strangers. "
                + "Leave it out: nothing in the pod relays by SMTP.");

    private static IEnumerable<(string Field, NetworkPeer Peer)> Peers(MailServerTlsSpec spec)
    {
        var from = spec.Network.AllowFrom;
        (string Name, IReadOnlyList<NetworkPeer> Peers)[] lists =
            [("mx", from.Mx), ("submission", from.Submission), ("submissions", from.Submissions)];
        return
        [
            .. lists.SelectMany(list => list.Peers.Select((peer, index) =>
                (FormattableString.Invariant($"spec.network.allowFrom.{list.Name}[{index}]"), peer))),
            .. spec.Network.AllowTo.Index().SelectMany(rule => rule.Item.To.Select((peer, index) =>
                (FormattableString.Invariant($"spec.network.allowTo[{rule.Index}].to[{index}]"), peer))),
        ];
    }

    private static IEnumerable<Fault> Shapes(MailServerTls resource) =>
        from peer in Peers(resource.Spec)
        let selects = peer.Peer.NamespaceSelector is not null || peer.Peer.PodSelector is not null
        where selects == peer.Peer.IpBlock is not null
        select new Fault(peer.Field, "A peer is a range of addresses or a selection of pods. Give ipBlock alone, or "
            + "namespaceSelector, podSelector or both.");

    private static IEnumerable<Fault> InvalidBlock(string field, IPBlock block)
    {
        if (!AddressRange.TryParse(block.Cidr, out var whole, out var fault)) return [new Fault($"{field}.ipBlock.cidr", fault)];
        return [.. InvalidRanges($"{field}.ipBlock.except", block.Except), .. Outside(field, block, whole)];
    }

    private static IEnumerable<Fault> Outside(string field, IPBlock block, AddressRange whole)
    {
        foreach (var (index, text) in block.Except.Index())
        {
            if (AddressRange.TryParse(text, out var range, out _) && (!range.IsWithin(whole) || range == whole))
                yield return new Fault(FormattableString.Invariant($"{field}.ipBlock.except[{index}]"), $"{text} is not a part of "
                    + $"{block.Cidr}. Give a narrower range within it, or remove it.");
        }
    }

    private static IEnumerable<Fault> InvalidSelectors(string field, NetworkPeer peer)
    {
        (string Name, LabelSelector? Selector)[] selectors =
            [("namespaceSelector", peer.NamespaceSelector), ("podSelector", peer.PodSelector)];
        return
        [
            .. from named in selectors
               from fault in MetadataKey.Malformed($"{field}.{named.Name}.matchLabels", named.Selector?.MatchLabels.Keys ?? [])
               select fault,
            .. from named in selectors
               where named.Selector is not null
               from expression in named.Selector!.MatchExpressions.Index()
               let wantsValues = expression.Item.Operator is "In" or "NotIn"
               where wantsValues == (expression.Item.Values.Count == 0)
               select new Fault(FormattableString.Invariant($"{field}.{named.Name}.matchExpressions[{expression.Index}].values"),
                   wantsValues ? "In and NotIn compare with values. Give at least one." : "Exists and DoesNotExist take no values. "
                       + "Remove them."),
        ];
    }
}
