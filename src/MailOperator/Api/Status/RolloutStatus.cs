using MailOperator.Api.Schema;

namespace MailOperator.Api.Status;

/// <summary>How far the pods have been brought to the wanted configuration.</summary>
public sealed record RolloutStatus
{
    /// <summary>Pods with the wanted configuration.</summary>
    [Required]
    [RangeMinimum(0)]
    public int Updated { get; init; }

    /// <summary>Pods that are ready.</summary>
    [Required]
    [RangeMinimum(0)]
    public int Ready { get; init; }

    /// <summary>Pods that are wanted.</summary>
    [Required]
    [RangeMinimum(0)]
    public int Total { get; init; }

    /// <summary>Since when a pod has been missing that the rollout waits for; absent when it waits for none.</summary>
    public DateTimeOffset? MissingSince { get; init; }
}
