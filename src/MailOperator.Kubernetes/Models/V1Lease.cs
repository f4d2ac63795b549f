using System.Text.Json.Serialization;

namespace MailOperator.Kubernetes.Models;

/// <summary>Who leads, and until when (Kubernetes API, <c>coordination.k8s.io/v1 Lease</c>).</summary>
[KubernetesEntity(Group = "coordination.k8s.io", ApiVersion = "v1", Kind = "Lease", PluralName = "leases")]
public sealed record V1Lease : IKubernetesObject
{
    /// <inheritdoc/>
    public string? ApiVersion { get; init; } = "coordination.k8s.io/v1";

    /// <inheritdoc/>
    public string? Kind { get; init; } = "Lease";

    /// <inheritdoc/>
    public V1ObjectMeta Metadata { get; init; } = new();

    /// <summary>The lease itself.</summary>
    public V1LeaseSpec? Spec { get; init; }
}

/// <summary>The lease itself.</summary>
public sealed record V1LeaseSpec
{
    /// <summary>Who holds it; empty or absent for nobody.</summary>
    public string? HolderIdentity { get; init; }

    /// <summary>Seconds after the last renewal when others may take it.</summary>
    public int? LeaseDurationSeconds { get; init; }

    /// <summary>When the holder got it.</summary>
    [JsonConverter(typeof(MicroTimeConverter))]
    public DateTimeOffset? AcquireTime { get; init; }

    /// <summary>When the holder renewed it last.</summary>
    [JsonConverter(typeof(MicroTimeConverter))]
    public DateTimeOffset? RenewTime { get; init; }

    /// <summary>How often the holder changed.</summary>
    public int? LeaseTransitions { get; init; }
}
