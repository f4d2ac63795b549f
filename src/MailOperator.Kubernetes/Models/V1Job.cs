namespace MailOperator.Kubernetes.Models;

/// <summary>Pods that run to their end (Kubernetes API, <c>batch/v1 Job</c>).</summary>
[KubernetesEntity(Group = "batch", ApiVersion = "v1", Kind = "Job", PluralName = "jobs")]
public sealed record V1Job : IKubernetesObject
{
    /// <inheritdoc/>
    public string? ApiVersion { get; init; } = "batch/v1";

    /// <inheritdoc/>
    public string? Kind { get; init; } = "Job";

    /// <inheritdoc/>
    public V1ObjectMeta Metadata { get; init; } = new();

    /// <summary>What is wanted.</summary>
    public V1JobSpec? Spec { get; init; }

    /// <summary>What is so.</summary>
    public V1JobStatus? Status { get; init; }
}

/// <summary>What a Job should do.</summary>
public sealed record V1JobSpec
{
    /// <summary>So many pods at once; the API's default is 1.</summary>
    public int? Parallelism { get; init; }

    /// <summary>So many must succeed; the API's default is 1.</summary>
    public int? Completions { get; init; }

    /// <summary>So many failures until the Job has failed; the API's default is 6.</summary>
    public int? BackoffLimit { get; init; }

    /// <summary>Seconds after which the Job has failed.</summary>
    public long? ActiveDeadlineSeconds { get; init; }

    /// <summary>
    /// Seconds after its end when the Job is deleted; absent for never. From 1.21: an older server drops it, and who plans it there applies
    /// it for ever.
    /// </summary>
    public int? TtlSecondsAfterFinished { get; init; }

    /// <summary>What the pods are made from; cannot be changed.</summary>
    public V1PodTemplateSpec? Template { get; init; }
}

/// <summary>How far a Job is.</summary>
public sealed record V1JobStatus
{
    /// <summary>When it was started.</summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>When it succeeded; absent when it failed.</summary>
    public DateTimeOffset? CompletionTime { get; init; }

    /// <summary>Pods that run.</summary>
    public int? Active { get; init; }

    /// <summary>Pods that succeeded.</summary>
    public int? Succeeded { get; init; }

    /// <summary>Pods that failed.</summary>
    public int? Failed { get; init; }

    /// <summary><c>Complete</c>, <c>Failed</c>, <c>Suspended</c>.</summary>
    public IReadOnlyList<V1JobCondition>? Conditions { get; init; }
}

/// <summary>One aspect of a Job's state.</summary>
public sealed record V1JobCondition
{
    /// <summary>The aspect.</summary>
    public string? Type { get; init; }

    /// <summary><c>True</c>, <c>False</c> or <c>Unknown</c>.</summary>
    public string? Status { get; init; }

    /// <summary>When it was looked at last.</summary>
    public DateTimeOffset? LastProbeTime { get; init; }

    /// <summary>When <see cref="Status"/> changed last.</summary>
    public DateTimeOffset? LastTransitionTime { get; init; }

    /// <summary>Why, in one word, such as <c>DeadlineExceeded</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>Why, in a sentence.</summary>
    public string? Message { get; init; }
}
