using MailOperator.Api.Schema;

namespace MailOperator.Api;

/// <summary>Allows pods on nodes with a taint (Kubernetes API, core/v1 Toleration).</summary>
public sealed record Toleration
{
    /// <summary>The taint; every one when absent and operator is Exists.</summary>
    [Length(0, 317)]
    public string? Key { get; init; }

    /// <summary>Equal when absent.</summary>
    [AllowedValues("Exists", "Equal")]
    [Length(1, 16)]
    public string? Operator { get; init; }

    /// <summary>The value to match; with Equal.</summary>
    [Length(0, 63)]
    public string? Value { get; init; }

    /// <summary>The effect to match; every one when absent.</summary>
    [AllowedValues("NoSchedule", "PreferNoSchedule", "NoExecute")]
    [Length(1, 16)]
    public string? Effect { get; init; }

    /// <summary>How long NoExecute is tolerated, in seconds; for ever when absent.</summary>
    public long? TolerationSeconds { get; init; }
}
