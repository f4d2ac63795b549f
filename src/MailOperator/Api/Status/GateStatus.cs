using MailOperator.Api.Schema;

namespace MailOperator.Api.Status;

/// <summary>The trial of a candidate before it is rolled out.</summary>
public sealed record GateStatus
{
    /// <summary>
    /// The hash of what was tried: image, configuration and certificates. Not configHash, which also covers the rest of the pods.
    /// </summary>
    [Required]
    [Length(1, 128)]
    public string Hash { get; init; } = "";

    /// <summary>How the trial ended.</summary>
    [Required]
    public GateVerdict Verdict { get; init; } = GateVerdict.Running;

    /// <summary>What failed, with the log line.</summary>
    [Length(0, 4096)]
    public string? Message { get; init; }

    /// <summary>When the verdict was reached, or the trial began.</summary>
    [Required]
    public DateTimeOffset Time { get; init; }
}
