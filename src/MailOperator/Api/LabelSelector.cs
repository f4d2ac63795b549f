using MailOperator.Api.Schema;

namespace MailOperator.Api;

/// <summary>Selects objects by label (Kubernetes API, meta/v1 LabelSelector). Empty selects all.</summary>
public sealed record LabelSelector
{
    /// <summary>Labels and their values; all must match.</summary>
    [Items(0, 32)]
    [Length(0, 63)]
    [Pattern(FieldPatterns.LabelValue)]
    public IReadOnlyDictionary<string, string> MatchLabels { get; init; } = new Dictionary<string, string>();

    /// <summary>Further conditions; all must hold.</summary>
    [Items(0, 32)]
    public IReadOnlyList<LabelSelectorRequirement> MatchExpressions { get; init; } = [];
}
