using System.Text.RegularExpressions;

namespace MailOperator.Postfix.Parameters;

/// <summary>
/// The domains that the server takes mail for are what closes its relay (<c>reject_unauth_destination</c>): each must be named, by
/// itself or in a table of names. What an image of one's own holds is its author's.
/// </summary>
internal static partial class DomainLists
{
    /// <summary>The first objection, or null.</summary>
    public static ParameterFinding? Check(string name, string value, ParameterScope scope)
    {
        if (name is not ("mydestination" or "relay_domains" or "virtual_alias_domains" or "virtual_mailbox_domains"))
            return null;
        if (Open().IsMatch(value)
            || Table().Matches(value).Any(table => !IsNamed(table.Groups[1].Value) && !scope.HasTable(table.Groups[1].Value)))
        {
            return new(
                ParameterFault.Refused, name, "has a table that can match any domain, which would make an open relay.",
                "Name the domains, or use inline: with their names, or a table of an image of your own (spec.workload.image), with its type "
                    + "in spec.workload.imageFeatures unless that is texthash.");
        }
        // $virtual_alias_maps and the like may be such a table, $mydomain may be a whole top-level domain.
        if (ParameterReferences.In(value).FirstOrDefault(reference => !IsHostReference(name, reference)) is { } other)
            return new(ParameterFault.Refused, name, $"takes its domains from ${other}, which may match any domain.", "Name the domains.");
        // relay_domains matches subdomains too (parent_domain_matches_subdomains).
        if (name == "relay_domains"
            && InlineTables.NamesIn(value).Concat(PlainWords(value)).Any(word => !word.Trim('.').Contains('.', StringComparison.Ordinal)))
        {
            return new(ParameterFault.Refused, name, "has a top-level domain, which would relay for all below it.", "Name the domains.");
        }
        return null;
    }

    private static bool IsNamed(string type) => type is "inline" or "texthash" or "proxy";

    private static IEnumerable<string> PlainWords(string value) => value.Split([' ', '\t', ','], StringSplitOptions.RemoveEmptyEntries)
        // A file of domains is in the image.
        .Where(word => !word.StartsWith('/') && word.AsSpan().IndexOfAny(":${}=") < 0);

    private static bool IsHostReference(string name, string reference) =>
        reference == "myhostname" || (name == "mydestination" && reference is "mydomain" or "myorigin");

    [GeneratedRegex(@"(?<![A-Za-z])([A-Za-z]+):")]
    private static partial Regex Table();

    /// <summary>What excludes, and any name.</summary>
    [GeneratedRegex(@"!|\*|(?:regexp|pcre):", RegexOptions.IgnoreCase)]
    private static partial Regex Open();
}
