namespace MailOperator.Kubernetes.Models;

/// <summary>A claim for storage (Kubernetes API, <c>v1 PersistentVolumeClaim</c>).</summary>
[KubernetesEntity(ApiVersion = "v1", Kind = "PersistentVolumeClaim", PluralName = "persistentvolumeclaims")]
public sealed record V1PersistentVolumeClaim : IKubernetesObject
{
    /// <inheritdoc/>
    public string? ApiVersion { get; init; } = "v1";

    /// <inheritdoc/>
    public string? Kind { get; init; } = "PersistentVolumeClaim";

    /// <inheritdoc/>
    public V1ObjectMeta Metadata { get; init; } = new();

    /// <summary>What is wanted.</summary>
    public V1PersistentVolumeClaimSpec? Spec { get; init; }

    /// <summary>What was given.</summary>
    public V1PersistentVolumeClaimStatus? Status { get; init; }
}

/// <summary>What storage is wanted.</summary>
public sealed record V1PersistentVolumeClaimSpec
{
    /// <summary><c>ReadWriteOnce</c>, <c>ReadWriteOncePod</c>, <c>ReadOnlyMany</c>, <c>ReadWriteMany</c>.</summary>
    public IReadOnlyList<string>? AccessModes { get; init; }

    /// <summary>How much, under <c>requests.storage</c>.</summary>
    public V1ResourceRequirements? Resources { get; init; }

    /// <summary>The class; absent for the cluster's default, empty for none.</summary>
    public string? StorageClassName { get; init; }

    /// <summary><c>Filesystem</c> (default) or <c>Block</c>.</summary>
    public string? VolumeMode { get; init; }

    /// <summary>The volume that was bound.</summary>
    public string? VolumeName { get; init; }

    /// <summary>Which volumes may be bound.</summary>
    public V1LabelSelector? Selector { get; init; }
}

/// <summary>What storage was given.</summary>
public sealed record V1PersistentVolumeClaimStatus
{
    /// <summary><c>Pending</c>, <c>Bound</c> or <c>Lost</c>.</summary>
    public string? Phase { get; init; }

    /// <summary>How much it holds.</summary>
    public IReadOnlyDictionary<string, string>? Capacity { get; init; }
}
