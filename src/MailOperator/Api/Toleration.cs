using MailOperator.Api.Schema;

namespace MailOperator.Api;

/// <summary>Allows pods on nodes with a taint (Kubernetes API, core/v1 Toleration).</summary>
[ValidationRule("TolerationKey",
    "has(self.key) || (has(self.operator) && self.operator == 'Exists')",
    Message = "without a key every taint is meant, which is said by operator Exists: give key, or that operator")]
[ValidationRule("TolerationValue",
    "!has(self.value) || self.value.size() == 0 || !has(self.operator) || self.operator != 'Exists'",
    Message = "operator Exists is about every value of the taint: remove value, or set operator to Equal")]
[ValidationRule("TolerationSeconds",
    "!has(self.tolerationSeconds) || (has(self.effect) && self.effect == 'NoExecute')",
    Message = "only of NoExecute there is a time: set effect to NoExecute, or remove tolerationSeconds")]
public sealed record Toleration
{
    /// <summary>The taint; every one when absent and operator is Exists.</summary>
    [Length(1, 317)]
    [Pattern(FieldPatterns.QualifiedName)]
    public string? Key { get; init; }

    /// <summary>Equal when absent.</summary>
    [AllowedValues("Exists", "Equal")]
    [Length(1, 16)]
    public string? Operator { get; init; }

    /// <summary>The value to match; with Equal.</summary>
    [Length(0, 63)]
    [Pattern(FieldPatterns.LabelValue)]
    public string? Value { get; init; }

    /// <summary>The effect to match; every one when absent.</summary>
    [AllowedValues("NoSchedule", "PreferNoSchedule", "NoExecute")]
    [Length(1, 16)]
    public string? Effect { get; init; }

    /// <summary>How long NoExecute is tolerated, in seconds; for ever when absent.</summary>
    public long? TolerationSeconds { get; init; }
}
