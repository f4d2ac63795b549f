using MailOperator.Api;
using MailOperator.Yaml;

namespace MailOperator.Admission;

/// <summary>A document of a manifest, read and judged.</summary>
/// <param name="Resource">The resource with its defaults; <c>null</c> when the document could not be read as one.</param>
/// <param name="Violations">What is wrong, and what to be warned of.</param>
public sealed record ManifestDocument(MailServerTls? Resource, IReadOnlyList<PlacedViolation> Violations)
{
    /// <summary>Where it was read from; <c>null</c> when the text could not be parsed.</summary>
    public YamlDocument? Source { get; init; }

    /// <summary>The name that it gives itself, also where it is no resource otherwise; <c>null</c> when it gives none.</summary>
    public string? Name { get; init; }

    /// <summary>The namespace that it gives itself; <c>null</c> when it gives none.</summary>
    public string? Namespace { get; init; }

    /// <summary>Whether an API server with all rules would take the resource.</summary>
    public bool IsAccepted => Resource is not null && Violations.All(placed => placed.Violation.Severity == Severity.Warning);
}
