using MailOperator.Api.Schema;

namespace MailOperator.Api.Status;

/// <summary>One aspect of the resource's state (Kubernetes API, meta/v1 Condition).</summary>
public sealed record Condition
{
    /// <summary>Which aspect, in CamelCase.</summary>
    [Required]
    [Length(1, 316)]
    public string Type { get; init; } = "";

    /// <summary>Whether it holds.</summary>
    [Required]
    public ConditionStatus Status { get; init; } = ConditionStatus.Unknown;

    /// <summary>The generation of the resource that this is about.</summary>
    public long? ObservedGeneration { get; init; }

    /// <summary>When the status changed last.</summary>
    [Required]
    public DateTimeOffset LastTransitionTime { get; init; }

    /// <summary>Why, in one CamelCase word.</summary>
    [Required]
    [Length(1, 1024)]
    [Pattern(FieldPatterns.Reason)]
    public string Reason { get; init; } = "";

    /// <summary>Why, for people: what is wrong, in which field, and what to do.</summary>
    [Required]
    [Length(0, 32768)]
    public string Message { get; init; } = "";
}
