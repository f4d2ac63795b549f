using MailOperator.Api;
using MailOperator.Kubernetes.Models;
using MailOperator.Naming;
using MailOperator.Postfix;
using MailOperator.Server;

namespace MailOperator.Plan;

/// <summary>The Services in front of the pods, and the NetworkPolicy that stands in for a firewall.</summary>
public static class NetworkPlan
{
    /// <summary>The label by which Kubernetes (1.21 and later) and our installation name a namespace.</summary>
    private const string NamespaceNameLabel = "kubernetes.io/metadata.name";

    /// <summary>The Service that clients use.</summary>
    public static V1Service Service(MailServerTls resource, OpenPorts ports)
    {
        var spec = resource.Spec.Service;
        var balanced = spec.Type == ServiceType.LoadBalancer;
        return new()
        {
            Metadata = Names.Owned(resource, Names.Server(resource)) with
            {
                Annotations = spec.Annotations is { Count: > 0 } annotations ? annotations : null,
            },
            Spec = new()
            {
                Type = spec.Type.ToString(),
                Selector = Names.Selector(resource),
                Ports = Ports(ports),
                ExternalTrafficPolicy = spec.Type == ServiceType.ClusterIP ? null : spec.ExternalTrafficPolicy.ToString(),
                LoadBalancerClass = balanced ? spec.LoadBalancerClass : null,
                LoadBalancerSourceRanges = balanced && spec.LoadBalancerSourceRanges is { Count: > 0 } ranges ? ranges : null,
            },
        };
    }

    /// <summary>
    /// The headless Service that gives each pod a name; it names pods that are not ready too, as they are to be found by name.
    /// </summary>
    public static V1Service PodsService(MailServerTls resource, OpenPorts ports) => new()
    {
        Metadata = Names.Owned(resource, Names.PodsService(resource)),
        Spec = new()
        {
            Type = "ClusterIP",
            ClusterIP = "None",
            PublishNotReadyAddresses = true,
            Selector = Names.Selector(resource),
            Ports = Ports(ports),
        },
    };

    /// <summary>
    /// Who may connect to which listener, with the PROXY protocol its sources alone, the operator to all of them for its probes, and
    /// nobody to anything else. The pods may ask DNS and connect to the <see cref="OutgoingPorts"/> and to what <c>allowTo</c> names.
    /// A port stays open until no pod listens on it any more; while two listeners swap their ports, each lets in those who may use
    /// either. The gate's pods listen on loopback only.
    /// </summary>
    public static V1NetworkPolicy NetworkPolicy(MailServerTls resource, OpenPorts ports, IReadOnlyList<int> outgoing, PlanSettings settings)
    {
        var listeners = ports.Open.GroupBy(open => open.Listener, open => open.Port).ToArray();
        return new()
        {
            Metadata = Names.Owned(resource, Names.Server(resource)),
            Spec = new()
            {
                PodSelector = new() { MatchLabels = Names.Selector(resource) },
                PolicyTypes = ["Ingress", "Egress"],
                Ingress =
                [
                    .. listeners.Select(listener => new V1NetworkPolicyIngressRule
                    {
                        Ports = [.. listener.Select(Tcp)],
                        From = ports.ProxySources is { } sources ? [.. sources.Select(Range)]
                            : From(resource, listener.Key) is { Count: > 0 } peers ? [.. peers.Select(Peer)]
                            : null,
                    }),
                    new()
                    {
                        Ports = [.. ports.Open.Select(open => open.Port).Distinct().Select(Tcp)],
                        From =
                        [
                            new()
                            {
                                NamespaceSelector = Labelled(NamespaceNameLabel, settings.OperatorNamespace),
                                PodSelector = Labelled(Names.OperatorLabel, "true"),
                            },
                        ],
                    },
                ],
                Egress =
                [
                    // OpenShift's DNS listens on 5353, and a policy is about the port of the pod, not that of the Service.
                    new() { Ports = [Udp(53), Tcp(53), Udp(5353), Tcp(5353)] },
                    new() { Ports = [.. outgoing.Select(Tcp)] },
                    .. resource.Spec.Network.AllowTo.Select(allowed => new V1NetworkPolicyEgressRule
                    {
                        Ports = [.. allowed.Ports.Distinct().Select(Tcp)],
                        To = allowed.To.Count > 0 ? [.. allowed.To.Select(Peer)] : null,
                    }),
                ],
            },
        };
    }

    private static V1ServicePort[] Ports(OpenPorts ports) =>
    [
        .. ports.Planned.Select(planned => new V1ServicePort
        {
            Name = ServerPod.PortName(planned.Listener),
            Port = planned.Port,
            TargetPort = ServerPod.PortName(planned.Listener),
            Protocol = "TCP",
        }),
    ];

    private static IReadOnlyList<NetworkPeer> From(MailServerTls resource, ListenerName listener)
    {
        var allowed = resource.Spec.Network.AllowFrom;
        return listener switch
        {
            ListenerName.Mx => allowed.Mx,
            ListenerName.Submission => allowed.Submission,
            _ => allowed.Submissions,
        };
    }

    private static V1NetworkPolicyPeer Range(string cidr) => new() { IpBlock = new() { Cidr = cidr } };

    private static V1NetworkPolicyPeer Peer(NetworkPeer peer) => new()
    {
        IpBlock = peer.IpBlock is { } block
            ? new() { Cidr = block.Cidr, Except = block.Except is { Count: > 0 } except ? except : null }
            : null,
        NamespaceSelector = Selector(peer.NamespaceSelector),
        PodSelector = Selector(peer.PodSelector),
    };

    private static V1LabelSelector Labelled(string label, string value) =>
        new() { MatchLabels = new Dictionary<string, string> { [label] = value } };

    private static V1LabelSelector? Selector(LabelSelector? selector) => selector is null ? null : new()
    {
        MatchLabels = selector.MatchLabels is { Count: > 0 } labels ? labels : null,
        MatchExpressions = selector.MatchExpressions.Count == 0 ? null :
        [
            .. selector.MatchExpressions.Select(expression => new V1LabelSelectorRequirement
            {
                Key = expression.Key,
                Operator = expression.Operator,
                Values = expression.Values is { Count: > 0 } values ? values : null,
            }),
        ],
    };

    private static V1NetworkPolicyPort Udp(int port) => new() { Protocol = "UDP", Port = port };

    private static V1NetworkPolicyPort Tcp(int port) => new() { Protocol = "TCP", Port = port };
}
