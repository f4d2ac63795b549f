using System.Text.RegularExpressions;

namespace MailOperator.Admission;

/// <summary>Names of namespaces, which are DNS labels (Kubernetes, Object Names and IDs; RFC 1123).</summary>
internal static partial class NamespaceName
{
    /// <summary>What is wrong with a name and what to give; <c>null</c> when an API server would take it.</summary>
    public static string? FindFault(string name) => Label().IsMatch(name)
        ? null
        : $"{QuotedText.Of(name)} is no name of a namespace. Give up to 63 lower-case letters, digits and hyphens, "
            + "a hyphen neither first nor last.";

    [GeneratedRegex("\\A[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\\z")]
    private static partial Regex Label();
}
