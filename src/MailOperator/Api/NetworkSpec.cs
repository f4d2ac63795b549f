using MailOperator.Api.Schema;

namespace MailOperator.Api;

/// <summary>Who may connect, and who may relay.</summary>
[ValidationRule("TrustedWorld",
    "!has(self.trustedNetworks) || !self.trustedNetworks.exists(n, !n.matches('^[fF]([cCdD]|[eE][89aAbB])') "
    + "&& (n.contains(':') ? n.matches('/0?([0-9]|1[0-8])$') : n.matches('/0?[0-7]$')))",
    Message = "trustedNetworks holds a range as wide as an IPv4 /7 or an IPv6 /18, or wider, which makes an open relay: "
        + "name your own networks")]
[ValidationRule("TrustedLoopback",
    "!has(self.trustedNetworks) || !self.trustedNetworks.exists(n, n.startsWith('127.') || n.matches('^[0:]*:[0:]*1/128$'))",
    Message = "trustedNetworks holds loopback, which every client has behind the proxy of a service mesh: leave it out, nothing in the "
        + "pod relays by SMTP")]
public sealed record NetworkSpec
{
    /// <summary>Who may connect to each listener, enforced by a NetworkPolicy.</summary>
    public AllowFromSpec AllowFrom { get; init; } = new();

    /// <summary>Where the pods may connect to beside DNS, SMTP (25, 465, 587) and the ports that spec.outbound.relayHost and values of
    /// spec.postfix name: those of next hops, such as lmtp:host or smtp:host:port, of [host]:port and of inet:host:port.</summary>
    [Items(0, 16)]
    public IReadOnlyList<AllowToSpec> AllowTo { get; init; } = [];

    /// <summary>Ranges whose clients may relay without AUTH (mynetworks); nobody when absent. Loopback is refused: nothing in the pod
    /// relays by SMTP, and behind the proxy of a service mesh every client comes from there.</summary>
    [Items(0, 64)]
    [Length(1, 49)]
    [Pattern(FieldPatterns.Cidr)]
    [ListSet]
    public IReadOnlyList<string> TrustedNetworks { get; init; } = [];

    /// <summary>The PROXY protocol of a load balancer.</summary>
    public ProxyProtocolSpec ProxyProtocol { get; init; } = new();
}
