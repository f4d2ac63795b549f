using MailOperator.Api.Schema;

namespace MailOperator.Api;

/// <summary>A condition on one label (Kubernetes API, meta/v1 LabelSelectorRequirement).</summary>
public sealed record LabelSelectorRequirement
{
    /// <summary>The label.</summary>
    [Required]
    [Length(1, 317)]
    [Pattern(FieldPatterns.QualifiedName)]
    public string Key { get; init; } = "";

    /// <summary>How the label relates to the values.</summary>
    [Required]
    [AllowedValues("In", "NotIn", "Exists", "DoesNotExist")]
    [Length(1, 16)]
    public string Operator { get; init; } = "";

    /// <summary>The values, for In and NotIn.</summary>
    [Items(0, 32)]
    [Length(0, 63)]
    [Pattern(FieldPatterns.LabelValue)]
    public IReadOnlyList<string> Values { get; init; } = [];
}
