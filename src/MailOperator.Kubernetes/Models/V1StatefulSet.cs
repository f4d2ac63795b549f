namespace MailOperator.Kubernetes.Models;

/// <summary>Pods with stable names and volumes (Kubernetes API, <c>apps/v1 StatefulSet</c>).</summary>
[KubernetesEntity(Group = "apps", ApiVersion = "v1", Kind = "StatefulSet", PluralName = "statefulsets")]
public sealed record V1StatefulSet : IKubernetesObject
{
    /// <inheritdoc/>
    public string? ApiVersion { get; init; } = "apps/v1";

    /// <inheritdoc/>
    public string? Kind { get; init; } = "StatefulSet";

    /// <inheritdoc/>
    public V1ObjectMeta Metadata { get; init; } = new();

    /// <summary>What is wanted.</summary>
    public V1StatefulSetSpec? Spec { get; init; }

    /// <summary>What the StatefulSet controller reports.</summary>
    public V1StatefulSetStatus? Status { get; init; }
}

/// <summary>What a StatefulSet should be.</summary>
public sealed record V1StatefulSetSpec
{
    /// <summary>How many pods; the API's default is 1.</summary>
    public int? Replicas { get; init; }

    /// <summary>The pods that belong to it; cannot be changed.</summary>
    public V1LabelSelector? Selector { get; init; }

    /// <summary>The headless Service that names the pods; cannot be changed.</summary>
    public string? ServiceName { get; init; }

    /// <summary>What the pods are made from.</summary>
    public V1PodTemplateSpec? Template { get; init; }

    /// <summary>A claim per pod; cannot be changed.</summary>
    public IReadOnlyList<V1PersistentVolumeClaim>? VolumeClaimTemplates { get; init; }

    /// <summary><c>OrderedReady</c> (default) or <c>Parallel</c>; cannot be changed.</summary>
    public string? PodManagementPolicy { get; init; }

    /// <summary>How a changed template reaches the pods.</summary>
    public V1StatefulSetUpdateStrategy? UpdateStrategy { get; init; }

    /// <summary>How many old templates are kept; the API's default is 10.</summary>
    public int? RevisionHistoryLimit { get; init; }

    /// <summary>Seconds that a pod must be ready before it counts as available (from 1.22).</summary>
    public int? MinReadySeconds { get; init; }

    /// <summary>What becomes of the claims (from 1.27; unknown to older servers).</summary>
    public V1StatefulSetPersistentVolumeClaimRetentionPolicy? PersistentVolumeClaimRetentionPolicy { get; init; }
}

/// <summary>How a changed template reaches the pods.</summary>
public sealed record V1StatefulSetUpdateStrategy
{
    /// <summary><c>RollingUpdate</c> (default) or <c>OnDelete</c>.</summary>
    public string? Type { get; init; }

    /// <summary>Settings of <c>RollingUpdate</c>.</summary>
    public V1RollingUpdateStatefulSetStrategy? RollingUpdate { get; init; }
}

/// <summary>Settings of a rolling update.</summary>
public sealed record V1RollingUpdateStatefulSetStrategy
{
    /// <summary>Pods with a lower ordinal keep the old template; the API's default is 0.</summary>
    public int? Partition { get; init; }

    /// <summary>How many pods may be down at once (from 1.24, behind a feature gate); the API's default is 1.</summary>
    public IntOrString? MaxUnavailable { get; init; }
}

/// <summary>What becomes of the claims of a StatefulSet: <c>Retain</c> (default) or <c>Delete</c>.</summary>
public sealed record V1StatefulSetPersistentVolumeClaimRetentionPolicy
{
    /// <summary>When the StatefulSet is deleted.</summary>
    public string? WhenDeleted { get; init; }

    /// <summary>When it is scaled down.</summary>
    public string? WhenScaled { get; init; }
}

/// <summary>What a StatefulSet is.</summary>
public sealed record V1StatefulSetStatus
{
    /// <summary>The generation that the other fields speak of.</summary>
    public long? ObservedGeneration { get; init; }

    /// <summary>Pods that exist.</summary>
    public int? Replicas { get; init; }

    /// <summary>Pods that are ready.</summary>
    public int? ReadyReplicas { get; init; }

    /// <summary>Pods that were ready for <c>minReadySeconds</c>.</summary>
    public int? AvailableReplicas { get; init; }

    /// <summary>Pods of <see cref="CurrentRevision"/>.</summary>
    public int? CurrentReplicas { get; init; }

    /// <summary>Pods of <see cref="UpdateRevision"/>.</summary>
    public int? UpdatedReplicas { get; init; }

    /// <summary>The revision that pods had before the update.</summary>
    public string? CurrentRevision { get; init; }

    /// <summary>The revision that pods get; the label <c>controller-revision-hash</c> of a pod tells its own.</summary>
    public string? UpdateRevision { get; init; }

    /// <summary>Conditions.</summary>
    public IReadOnlyList<V1Condition>? Conditions { get; init; }
}
