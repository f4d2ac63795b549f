using System.Text.RegularExpressions;
using MailOperator.Postfix.Configuration;

namespace MailOperator.Postfix.Parameters;

/// <summary>
/// The results of the tables that stand in a value: <c>inline:{name=result}</c>, <c>cidr:{{network result}}</c>,
/// <c>regexp:{{/pattern/ result}}</c>, <c>static:result</c>.
/// </summary>
internal static partial class TableResults
{
    /// <summary>The results; none where a table gives what another looks up (pipemap_table(5), unionmap_table(5)).</summary>
    /// <param name="value">A value whose braces pair and whose patterns are blank (<see cref="PatternTables.Blank"/>).</param>
    public static IEnumerable<string> In(string value)
    {
        if (Joined().IsMatch(value))
            yield break;
        foreach (Match table in Table().Matches(value))
        {
            var start = table.Index + table.Length;
            if (start == value.Length)
                continue;
            var type = table.Groups["type"].Value;
            var whole = value[start] == '{'
                ? value[(start + 1)..Braces.Closing(value, start)].Trim()
                : ListWords.Split(value[start..]).FirstOrDefault("");
            if (type == "static")
                yield return whole;
            else if (value[start] == '{')
            {
                foreach (var result in ListWords.Split(whole).Select(entry => Result(type, entry)).OfType<string>())
                    yield return result;
            }
        }
    }

    private static string? Result(string type, string entry)
    {
        var inner = entry.Length > 1 && entry[0] == '{' ? entry[1..^1].Trim() : entry;
        // if /pattern/, endif
        if (type is "regexp" or "pcre" && Condition().IsMatch(inner))
            return null;
        var end = type == "inline" ? inner.IndexOf('=', StringComparison.Ordinal) : inner.AsSpan().IndexOfAny(" \t");
        return end < 0 ? null : inner[(end + 1)..].Trim();
    }

    [GeneratedRegex("(?<![A-Za-z0-9_.@-])(?<type>inline|cidr|regexp|pcre|static):")]
    private static partial Regex Table();

    [GeneratedRegex("(?<![A-Za-z0-9_.@-])(?:pipemap|unionmap):")]
    private static partial Regex Joined();

    [GeneratedRegex(@"\A(?:if\s|endif\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Condition();
}
