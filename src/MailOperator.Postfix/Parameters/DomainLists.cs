using System.Text.RegularExpressions;

namespace MailOperator.Postfix.Parameters;

/// <summary>
/// The domains that the server takes mail for are what closes its relay (<c>reject_unauth_destination</c>): each must be named, by
/// itself, in a table that stands in the value, or by a pattern that ends with it. What an image of one's own holds is its author's.
/// </summary>
internal static partial class DomainLists
{
    /// <summary>The first objection, or null.</summary>
    public static ParameterFinding? Check(string name, string value, ParameterScope scope)
    {
        if (name is not ("mydestination" or "relay_domains" or "virtual_alias_domains" or "virtual_mailbox_domains"))
            return null;
        var blank = PatternTables.Blank(value);
        if (Table().Matches(blank).Any(table => !IsNamed(table.Groups[1].Value) && !scope.HasTable(table.Groups[1].Value))
            || Open().IsMatch(blank) || !PatternTables.In(value).All(Ends().IsMatch))
        {
            return new(
                ParameterFault.Refused, name, "has a table that can match any domain, which would make an open relay.",
                "Name the domains, or use inline: with their names; regexp: where each pattern ends with a domain, such as "
                + @"/\.example\.com$$/; or a table of an image of your own, with its type in spec.workload.imageFeatures.");
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

    private static bool IsNamed(string type) => type is "inline" or "texthash" or "regexp" or "pcre" or "proxy";

    private static IEnumerable<string> PlainWords(string value) => value.Split([' ', '\t', ','], StringSplitOptions.RemoveEmptyEntries)
        .Where(word => word.AsSpan().IndexOfAny(":${}=") < 0);

    private static bool IsHostReference(string name, string reference) =>
        reference == "myhostname" || (name == "mydestination" && reference is "mydomain" or "myorigin");

    [GeneratedRegex(@"(?<![A-Za-z])([A-Za-z]+):")]
    private static partial Regex Table();

    /// <summary>What excludes, any name, and rules that hold where a pattern does not.</summary>
    [GeneratedRegex(@"!|\*|\{\s*if\b", RegexOptions.IgnoreCase)]
    private static partial Regex Open();

    /// <summary>A pattern that holds for a domain of two labels or more, or for names below it, and for nothing else.</summary>
    [GeneratedRegex(
        @"\A(?<delimiter>[^A-Za-z0-9])(?:\^|[^|]*\\\.|\^\([^()]*\)\\\.|\^?\(\^\|\\\.\)|\^\(\.\*\\\.\)\?)"
            + @"[A-Za-z0-9-]+(?:\\\.[A-Za-z0-9-]+)+\$\$\k<delimiter>[im]*\z")]
    private static partial Regex Ends();
}
