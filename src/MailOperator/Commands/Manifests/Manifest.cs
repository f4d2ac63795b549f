using MailOperator.Admission;
using MailOperator.Api;
using MailOperator.Plan;
using MailOperator.Yaml;

namespace MailOperator.Commands.Manifests;

/// <summary>A resource of the input, or what stands in its place, and everything found about it.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Resource">The resource with its defaults; null when the document could not be read as one.</param>
/// <param name="Findings">What is wrong, and what to be warned of.</param>
internal sealed record Manifest(string File, MailServerTls? Resource, IReadOnlyList<PlacedViolation> Findings)
{
    /// <summary>The text that it was read from, where it could be parsed.</summary>
    public YamlDocument? Source { get; init; }

    /// <summary>The resource's name, also where it could not be read otherwise; null where there is none.</summary>
    public string? Name { get; init; }

    /// <summary>The resource's namespace; null where there is none.</summary>
    public string? Namespace { get; init; }

    /// <summary>The manifest with a problem more, placed where its field stands.</summary>
    public Manifest With(Problem problem, Severity severity) => this with
    {
        Findings = [.. Findings, new(new(problem.Field, problem.Reason, problem.Message, severity), Source?.NearestPlaceOf(problem.Field))],
    };

    /// <summary>Whether an API server with all rules would take it, and the operator serve it.</summary>
    public bool IsAccepted => Resource is not null && Findings.All(finding => finding.Violation.Severity != Severity.Error);

    /// <summary>Namespace and name; <c>?</c> when there is no name.</summary>
    public string FullName => Name is null ? "?" : Namespace is null ? Name : $"{Namespace}/{Name}";

    /// <summary>Where a finding stands: the file, and line and column where they are known.</summary>
    public string Where(TextPlace? place) => place is { } known ? FormattableString.Invariant($"{File}:{known.Line}:{known.Column}") : File;
}
