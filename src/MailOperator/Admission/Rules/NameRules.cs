using System.Text.RegularExpressions;

namespace MailOperator.Admission.Rules;

/// <summary>Rules about the names that a resource has and makes.</summary>
internal static partial class NameRules
{
    /// <summary>The longest name: with the suffix of a gate's Job it stays within the 63 characters of a label.</summary>
    private const int LongestName = 40;

    public static IReadOnlyList<Rule> All { get; } =
    [
        Rule.Error("NameTooLong", resource => resource.Metadata.Name is { Length: > LongestName } name
            ? [new Fault("metadata.name", $"The name has {name.Length} characters, more than the {LongestName} that leave room for "
                + "the names "
                + "made from it. Choose a shorter name.")]
            : []),
        Rule.Error("NameNotALabel", resource => resource.Metadata.Name is { } name && !Label().IsMatch(name)
            ? [new Fault("metadata.name", $"'{name}' cannot be the name of a Service. Begin with a lower-case letter and use lower-case "
                + "letters, digits and hyphens only.")]
            : []),
        Rule.Error("Hostname", "spec.hostname", spec => !HostName.IsFullyQualified(spec.Hostname),
            "The hostname is not fully qualified. Give the name that other servers know, such as mail.example.com, without a trailing "
                + "dot."),
    ];

    [GeneratedRegex("\\A[a-z]([-a-z0-9]*[a-z0-9])?\\z")]
    private static partial Regex Label();
}
