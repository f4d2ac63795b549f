using System.Text.Json;
using System.Text.Json.Serialization;

namespace MailOperator.Kubernetes.Models;

/// <summary>What a pod should be (Kubernetes API, <c>v1 PodSpec</c>).</summary>
public sealed record V1PodSpec
{
    /// <summary>Containers that run to their end, one after another, before the others start.</summary>
    public IReadOnlyList<V1Container>? InitContainers { get; init; }

    /// <summary>The containers.</summary>
    public IReadOnlyList<V1Container>? Containers { get; init; }

    /// <summary>The volumes that containers may mount.</summary>
    public IReadOnlyList<V1Volume>? Volumes { get; init; }

    /// <summary><c>Always</c> (default), <c>OnFailure</c> or <c>Never</c>.</summary>
    public string? RestartPolicy { get; init; }

    /// <summary>Seconds between SIGTERM and SIGKILL; the API's default is 30.</summary>
    public long? TerminationGracePeriodSeconds { get; init; }

    /// <summary>Seconds after which the pod is ended, counted from its start.</summary>
    public long? ActiveDeadlineSeconds { get; init; }

    /// <summary><c>ClusterFirst</c> (default), <c>Default</c>, <c>None</c> or <c>ClusterFirstWithHostNet</c>.</summary>
    public string? DnsPolicy { get; init; }

    /// <summary>Resolver settings.</summary>
    public V1PodDNSConfig? DnsConfig { get; init; }

    /// <summary>Further entries of <c>/etc/hosts</c>.</summary>
    public IReadOnlyList<V1HostAlias>? HostAliases { get; init; }

    /// <summary>Labels that the node must have.</summary>
    public IReadOnlyDictionary<string, string>? NodeSelector { get; init; }

    /// <summary>The node that the scheduler chose.</summary>
    public string? NodeName { get; init; }

    /// <summary>The ServiceAccount that the pod runs under.</summary>
    public string? ServiceAccountName { get; init; }

    /// <summary>Whether that account's token is mounted; the API's default is true.</summary>
    public bool? AutomountServiceAccountToken { get; init; }

    /// <summary>Whether each container's environment lists the Services of the namespace; the API's default is true.</summary>
    public bool? EnableServiceLinks { get; init; }

    /// <summary>Whether the pod uses the node's network.</summary>
    public bool? HostNetwork { get; init; }

    /// <summary>Whether the containers see each other's processes.</summary>
    public bool? ShareProcessNamespace { get; init; }

    /// <summary>Security settings of the pod as a whole.</summary>
    public V1PodSecurityContext? SecurityContext { get; init; }

    /// <summary>Secrets with credentials for image registries.</summary>
    public IReadOnlyList<V1LocalObjectReference>? ImagePullSecrets { get; init; }

    /// <summary>The pod's host name.</summary>
    public string? Hostname { get; init; }

    /// <summary>The headless Service that gives the pod its DNS name.</summary>
    public string? Subdomain { get; init; }

    /// <summary>Whether <c>hostname</c> within the pod gives the fully qualified name.</summary>
    [JsonPropertyName("setHostnameAsFQDN")]
    public bool? SetHostnameAsFQDN { get; init; }

    /// <summary>Node and pod affinity, passed through as the user wrote it (Kubernetes API, <c>v1 Affinity</c>).</summary>
    public JsonElement? Affinity { get; init; }

    /// <summary>Taints that the pod tolerates.</summary>
    public IReadOnlyList<V1Toleration>? Tolerations { get; init; }

    /// <summary>
    /// How the pods spread over nodes and zones, passed through as the user wrote it (<see cref="V1TopologySpreadConstraint"/>).
    /// </summary>
    public IReadOnlyList<JsonElement>? TopologySpreadConstraints { get; init; }

    /// <summary>How important the pod is.</summary>
    public string? PriorityClassName { get; init; }

    /// <summary>The container runtime class.</summary>
    public string? RuntimeClassName { get; init; }

    /// <summary>The scheduler that places the pod.</summary>
    public string? SchedulerName { get; init; }
}

/// <summary>An entry of <c>/etc/hosts</c>.</summary>
public sealed record V1HostAlias
{
    /// <summary>The address.</summary>
    public string? Ip { get; init; }

    /// <summary>Its names.</summary>
    public IReadOnlyList<string>? Hostnames { get; init; }
}

/// <summary>Resolver settings of a pod.</summary>
public sealed record V1PodDNSConfig
{
    /// <summary>Addresses of name servers.</summary>
    public IReadOnlyList<string>? Nameservers { get; init; }

    /// <summary>Search domains.</summary>
    public IReadOnlyList<string>? Searches { get; init; }

    /// <summary>Resolver options.</summary>
    public IReadOnlyList<V1PodDNSConfigOption>? Options { get; init; }
}

/// <summary>One resolver option.</summary>
public sealed record V1PodDNSConfigOption
{
    /// <summary>Its name, such as <c>ndots</c>.</summary>
    public string? Name { get; init; }

    /// <summary>Its value, where it has one.</summary>
    public string? Value { get; init; }
}

/// <summary>A taint that a pod tolerates.</summary>
public sealed record V1Toleration
{
    /// <summary>The taint's key; absent for any.</summary>
    public string? Key { get; init; }

    /// <summary><c>Equal</c> (default) or <c>Exists</c>.</summary>
    public string? Operator { get; init; }

    /// <summary>The taint's value.</summary>
    public string? Value { get; init; }

    /// <summary><c>NoSchedule</c>, <c>PreferNoSchedule</c>, <c>NoExecute</c>; absent for any.</summary>
    public string? Effect { get; init; }

    /// <summary>How long <c>NoExecute</c> is tolerated; absent for ever.</summary>
    public long? TolerationSeconds { get; init; }
}

/// <summary>How pods spread over a topology.</summary>
public sealed record V1TopologySpreadConstraint
{
    /// <summary>By how many pods two domains may differ.</summary>
    public int? MaxSkew { get; init; }

    /// <summary>The node label that names the domain.</summary>
    public string? TopologyKey { get; init; }

    /// <summary><c>DoNotSchedule</c> or <c>ScheduleAnyway</c>.</summary>
    public string? WhenUnsatisfiable { get; init; }

    /// <summary>The pods that are counted.</summary>
    public V1LabelSelector? LabelSelector { get; init; }
}
