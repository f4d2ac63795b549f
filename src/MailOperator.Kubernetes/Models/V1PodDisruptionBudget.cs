namespace MailOperator.Kubernetes.Models;

/// <summary>How many pods may be evicted at once (Kubernetes API, <c>policy/v1 PodDisruptionBudget</c>, from 1.21).</summary>
[KubernetesEntity(Group = "policy", ApiVersion = "v1", Kind = "PodDisruptionBudget", PluralName = "poddisruptionbudgets")]
public sealed record V1PodDisruptionBudget : IKubernetesObject
{
    /// <inheritdoc/>
    public string? ApiVersion { get; init; } = "policy/v1";

    /// <inheritdoc/>
    public string? Kind { get; init; } = "PodDisruptionBudget";

    /// <inheritdoc/>
    public V1ObjectMeta Metadata { get; init; } = new();

    /// <summary>What is wanted.</summary>
    public V1PodDisruptionBudgetSpec? Spec { get; init; }

    /// <summary>What is so.</summary>
    public V1PodDisruptionBudgetStatus? Status { get; init; }
}

/// <summary>The same for servers before 1.21 (<c>policy/v1beta1 PodDisruptionBudget</c>, gone with 1.25).</summary>
[KubernetesEntity(Group = "policy", ApiVersion = "v1beta1", Kind = "PodDisruptionBudget", PluralName = "poddisruptionbudgets")]
public sealed record V1beta1PodDisruptionBudget : IKubernetesObject
{
    /// <inheritdoc/>
    public string? ApiVersion { get; init; } = "policy/v1beta1";

    /// <inheritdoc/>
    public string? Kind { get; init; } = "PodDisruptionBudget";

    /// <inheritdoc/>
    public V1ObjectMeta Metadata { get; init; } = new();

    /// <summary>What is wanted; a selector without any requirement selects no pod here, and every pod in <c>policy/v1</c>.</summary>
    public V1PodDisruptionBudgetSpec? Spec { get; init; }

    /// <summary>What is so.</summary>
    public V1PodDisruptionBudgetStatus? Status { get; init; }
}

/// <summary>Which pods, and how many of them; one of the two limits.</summary>
public sealed record V1PodDisruptionBudgetSpec
{
    /// <summary>The pods.</summary>
    public V1LabelSelector? Selector { get; init; }

    /// <summary>So many must stay, as a number or a percentage.</summary>
    public IntOrString? MinAvailable { get; init; }

    /// <summary>So many may be gone, as a number or a percentage.</summary>
    public IntOrString? MaxUnavailable { get; init; }
}

/// <summary>What a budget allows now.</summary>
public sealed record V1PodDisruptionBudgetStatus
{
    /// <summary>The generation that the other fields speak of.</summary>
    public long? ObservedGeneration { get; init; }

    /// <summary>So many pods may be evicted now.</summary>
    public int? DisruptionsAllowed { get; init; }

    /// <summary>So many are healthy.</summary>
    public int? CurrentHealthy { get; init; }

    /// <summary>So many must be.</summary>
    public int? DesiredHealthy { get; init; }

    /// <summary>So many are counted.</summary>
    public int? ExpectedPods { get; init; }
}
