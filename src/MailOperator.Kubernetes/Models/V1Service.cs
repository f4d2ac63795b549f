using System.Text.Json.Serialization;

namespace MailOperator.Kubernetes.Models;

/// <summary>One address for many pods (Kubernetes API, <c>v1 Service</c>).</summary>
[KubernetesEntity(ApiVersion = "v1", Kind = "Service", PluralName = "services")]
public sealed record V1Service : IKubernetesObject
{
    /// <inheritdoc/>
    public string? ApiVersion { get; init; } = "v1";

    /// <inheritdoc/>
    public string? Kind { get; init; } = "Service";

    /// <inheritdoc/>
    public V1ObjectMeta Metadata { get; init; } = new();

    /// <summary>What is wanted.</summary>
    public V1ServiceSpec? Spec { get; init; }

    /// <summary>What the cloud's load balancer reports.</summary>
    public V1ServiceStatus? Status { get; init; }
}

/// <summary>What a Service should be.</summary>
public sealed record V1ServiceSpec
{
    /// <summary><c>ClusterIP</c> (default), <c>NodePort</c>, <c>LoadBalancer</c> or <c>ExternalName</c>.</summary>
    public string? Type { get; init; }

    /// <summary>Labels of the pods behind it.</summary>
    public IReadOnlyDictionary<string, string>? Selector { get; init; }

    /// <summary>The ports it offers.</summary>
    public IReadOnlyList<V1ServicePort>? Ports { get; init; }

    /// <summary>The address; <c>None</c> makes the Service headless.</summary>
    [JsonPropertyName("clusterIP")]
    public string? ClusterIP { get; init; }

    /// <summary>The addresses, one per IP family.</summary>
    [JsonPropertyName("clusterIPs")]
    public IReadOnlyList<string>? ClusterIPs { get; init; }

    /// <summary><c>IPv4</c>, <c>IPv6</c> or both, in order of preference.</summary>
    public IReadOnlyList<string>? IpFamilies { get; init; }

    /// <summary><c>SingleStack</c>, <c>PreferDualStack</c> or <c>RequireDualStack</c>.</summary>
    public string? IpFamilyPolicy { get; init; }

    /// <summary><c>Local</c> keeps the client's address, <c>Cluster</c> (default) spreads over all nodes.</summary>
    public string? ExternalTrafficPolicy { get; init; }

    /// <summary><c>Local</c> or <c>Cluster</c> (default), for traffic from within the cluster.</summary>
    public string? InternalTrafficPolicy { get; init; }

    /// <summary>Addresses that nodes accept traffic for, managed by somebody else.</summary>
    [JsonPropertyName("externalIPs")]
    public IReadOnlyList<string>? ExternalIPs { get; init; }

    /// <summary>Which implementation of load balancers is meant (from 1.21).</summary>
    public string? LoadBalancerClass { get; init; }

    /// <summary>The wanted address of the load balancer.</summary>
    [JsonPropertyName("loadBalancerIP")]
    public string? LoadBalancerIP { get; init; }

    /// <summary>Client networks that the load balancer lets in.</summary>
    public IReadOnlyList<string>? LoadBalancerSourceRanges { get; init; }

    /// <summary>Whether a load balancer needs node ports (from 1.20); the API's default is true.</summary>
    public bool? AllocateLoadBalancerNodePorts { get; init; }

    /// <summary>The port on which a load balancer asks nodes whether they have a pod.</summary>
    public int? HealthCheckNodePort { get; init; }

    /// <summary>Whether DNS lists pods that are not ready.</summary>
    public bool? PublishNotReadyAddresses { get; init; }

    /// <summary><c>None</c> (default) or <c>ClientIP</c>.</summary>
    public string? SessionAffinity { get; init; }
}

/// <summary>One port of a Service.</summary>
public sealed record V1ServicePort
{
    /// <summary>The port's name, unique within the Service.</summary>
    public string? Name { get; init; }

    /// <summary><c>TCP</c> (default), <c>UDP</c> or <c>SCTP</c>.</summary>
    public string? Protocol { get; init; }

    /// <summary>The protocol spoken within, a hint for proxies.</summary>
    public string? AppProtocol { get; init; }

    /// <summary>The port that clients connect to.</summary>
    public int? Port { get; init; }

    /// <summary>The pod's port, by number or name; <see cref="Port"/> when absent.</summary>
    public IntOrString? TargetPort { get; init; }

    /// <summary>The port on every node, for NodePort and LoadBalancer.</summary>
    public int? NodePort { get; init; }
}

/// <summary>What a Service is.</summary>
public sealed record V1ServiceStatus
{
    /// <summary>Where the load balancer listens.</summary>
    public V1LoadBalancerStatus? LoadBalancer { get; init; }

    /// <summary>Conditions that controllers set.</summary>
    public IReadOnlyList<V1Condition>? Conditions { get; init; }
}

/// <summary>The ways in through a load balancer.</summary>
public sealed record V1LoadBalancerStatus
{
    /// <summary>Addresses and host names.</summary>
    public IReadOnlyList<V1LoadBalancerIngress>? Ingress { get; init; }
}

/// <summary>One way in through a load balancer.</summary>
public sealed record V1LoadBalancerIngress
{
    /// <summary>Its address.</summary>
    public string? Ip { get; init; }

    /// <summary>Its host name.</summary>
    public string? Hostname { get; init; }
}
