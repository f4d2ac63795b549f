namespace MailOperator.Kubernetes.Models;

/// <summary>What the pods of a workload are made from (Kubernetes API, <c>v1 PodTemplateSpec</c>).</summary>
public sealed record V1PodTemplateSpec
{
    /// <summary>Labels and annotations of the pods.</summary>
    public V1ObjectMeta Metadata { get; init; } = new();

    /// <summary>What the pods should be.</summary>
    public V1PodSpec? Spec { get; init; }
}
