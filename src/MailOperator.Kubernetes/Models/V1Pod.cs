using System.Text.Json.Serialization;

namespace MailOperator.Kubernetes.Models;

/// <summary>Containers that run together on one node (Kubernetes API, <c>v1 Pod</c>).</summary>
[KubernetesEntity(ApiVersion = "v1", Kind = "Pod", PluralName = "pods")]
public sealed record V1Pod : IKubernetesObject
{
    /// <inheritdoc/>
    public string? ApiVersion { get; init; } = "v1";

    /// <inheritdoc/>
    public string? Kind { get; init; } = "Pod";

    /// <inheritdoc/>
    public V1ObjectMeta Metadata { get; init; } = new();

    /// <summary>What is wanted.</summary>
    public V1PodSpec? Spec { get; init; }

    /// <summary>What the kubelet reports.</summary>
    public V1PodStatus? Status { get; init; }
}

/// <summary>What a pod is.</summary>
public sealed record V1PodStatus
{
    /// <summary><c>Pending</c>, <c>Running</c>, <c>Succeeded</c>, <c>Failed</c> or <c>Unknown</c>.</summary>
    public string? Phase { get; init; }

    /// <summary><c>PodScheduled</c>, <c>Initialized</c>, <c>ContainersReady</c>, <c>Ready</c> and more.</summary>
    public IReadOnlyList<V1PodCondition>? Conditions { get; init; }

    /// <summary>A sentence about why the pod is in this state.</summary>
    public string? Message { get; init; }

    /// <summary>One word about it, such as <c>Evicted</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>The node's address.</summary>
    [JsonPropertyName("hostIP")]
    public string? HostIP { get; init; }

    /// <summary>The pod's first address.</summary>
    [JsonPropertyName("podIP")]
    public string? PodIP { get; init; }

    /// <summary>All its addresses, one per IP family.</summary>
    [JsonPropertyName("podIPs")]
    public IReadOnlyList<V1PodIP>? PodIPs { get; init; }

    /// <summary>When the kubelet took it on.</summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>The state of each init container.</summary>
    public IReadOnlyList<V1ContainerStatus>? InitContainerStatuses { get; init; }

    /// <summary>The state of each container.</summary>
    public IReadOnlyList<V1ContainerStatus>? ContainerStatuses { get; init; }
}

/// <summary>One aspect of a pod's state.</summary>
public sealed record V1PodCondition
{
    /// <summary>The aspect.</summary>
    public string? Type { get; init; }

    /// <summary><c>True</c>, <c>False</c> or <c>Unknown</c>.</summary>
    public string? Status { get; init; }

    /// <summary>When it was looked at last.</summary>
    public DateTimeOffset? LastProbeTime { get; init; }

    /// <summary>When <see cref="Status"/> changed last.</summary>
    public DateTimeOffset? LastTransitionTime { get; init; }

    /// <summary>Why, in one word.</summary>
    public string? Reason { get; init; }

    /// <summary>Why, in a sentence.</summary>
    public string? Message { get; init; }
}

/// <summary>One address of a pod.</summary>
public sealed record V1PodIP
{
    /// <summary>The address.</summary>
    public string? Ip { get; init; }
}
