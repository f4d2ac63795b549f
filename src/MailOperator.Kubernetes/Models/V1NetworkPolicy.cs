namespace MailOperator.Kubernetes.Models;

/// <summary>Who may talk to whom (Kubernetes API, <c>networking.k8s.io/v1 NetworkPolicy</c>).</summary>
[KubernetesEntity(Group = "networking.k8s.io", ApiVersion = "v1", Kind = "NetworkPolicy", PluralName = "networkpolicies")]
public sealed record V1NetworkPolicy : IKubernetesObject
{
    /// <inheritdoc/>
    public string? ApiVersion { get; init; } = "networking.k8s.io/v1";

    /// <inheritdoc/>
    public string? Kind { get; init; } = "NetworkPolicy";

    /// <inheritdoc/>
    public V1ObjectMeta Metadata { get; init; } = new();

    /// <summary>What is wanted.</summary>
    public V1NetworkPolicySpec? Spec { get; init; }
}

/// <summary>The rules of a NetworkPolicy.</summary>
public sealed record V1NetworkPolicySpec
{
    /// <summary>The pods that the rules protect.</summary>
    public V1LabelSelector? PodSelector { get; init; }

    /// <summary><c>Ingress</c>, <c>Egress</c> or both: what is forbidden but for the rules.</summary>
    public IReadOnlyList<string>? PolicyTypes { get; init; }

    /// <summary>What is let in.</summary>
    public IReadOnlyList<V1NetworkPolicyIngressRule>? Ingress { get; init; }

    /// <summary>What is let out.</summary>
    public IReadOnlyList<V1NetworkPolicyEgressRule>? Egress { get; init; }
}

/// <summary>What is let in: from any of the peers, to any of the ports.</summary>
public sealed record V1NetworkPolicyIngressRule
{
    /// <summary>The peers; absent or empty for all.</summary>
    public IReadOnlyList<V1NetworkPolicyPeer>? From { get; init; }

    /// <summary>The ports; absent or empty for all.</summary>
    public IReadOnlyList<V1NetworkPolicyPort>? Ports { get; init; }
}

/// <summary>What is let out: to any of the peers, on any of the ports.</summary>
public sealed record V1NetworkPolicyEgressRule
{
    /// <summary>The peers; absent or empty for all.</summary>
    public IReadOnlyList<V1NetworkPolicyPeer>? To { get; init; }

    /// <summary>The ports; absent or empty for all.</summary>
    public IReadOnlyList<V1NetworkPolicyPort>? Ports { get; init; }
}

/// <summary>Pods, namespaces, both (pods in these namespaces), or a network.</summary>
public sealed record V1NetworkPolicyPeer
{
    /// <summary>Pods, of the policy's namespace unless <see cref="NamespaceSelector"/> is present.</summary>
    public V1LabelSelector? PodSelector { get; init; }

    /// <summary>Namespaces.</summary>
    public V1LabelSelector? NamespaceSelector { get; init; }

    /// <summary>A network.</summary>
    public V1IPBlock? IpBlock { get; init; }
}

/// <summary>A network, less some parts of it.</summary>
public sealed record V1IPBlock
{
    /// <summary>The network, such as <c>192.0.2.0/24</c>.</summary>
    public string? Cidr { get; init; }

    /// <summary>Parts of it that are left out.</summary>
    public IReadOnlyList<string>? Except { get; init; }
}

/// <summary>A port, or a range.</summary>
public sealed record V1NetworkPolicyPort
{
    /// <summary><c>TCP</c> (default), <c>UDP</c> or <c>SCTP</c>.</summary>
    public string? Protocol { get; init; }

    /// <summary>The port by number, or by a pod's port name; absent for all.</summary>
    public IntOrString? Port { get; init; }

    /// <summary>The last port of a range (from 1.22).</summary>
    public int? EndPort { get; init; }
}
