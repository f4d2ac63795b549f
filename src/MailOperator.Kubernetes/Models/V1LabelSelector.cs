namespace MailOperator.Kubernetes.Models;

/// <summary>
/// Selects objects by labels; all parts must hold, and an empty selector selects everything (<c>meta/v1 LabelSelector</c>).
/// </summary>
public sealed record V1LabelSelector
{
    /// <summary>Labels with exactly these values.</summary>
    public IReadOnlyDictionary<string, string>? MatchLabels { get; init; }

    /// <summary>Requirements beyond equality.</summary>
    public IReadOnlyList<V1LabelSelectorRequirement>? MatchExpressions { get; init; }
}

/// <summary>One requirement on a label.</summary>
public sealed record V1LabelSelectorRequirement
{
    /// <summary>The label.</summary>
    public string? Key { get; init; }

    /// <summary><c>In</c>, <c>NotIn</c>, <c>Exists</c> or <c>DoesNotExist</c>.</summary>
    public string? Operator { get; init; }

    /// <summary>The values, for <c>In</c> and <c>NotIn</c>.</summary>
    public IReadOnlyList<string>? Values { get; init; }
}
