using System.Text;
using System.Text.RegularExpressions;
using MailOperator.Postfix.Configuration;

namespace MailOperator.Postfix.Parameters;

/// <summary>
/// The patterns of tables that stand in a value (regexp_table(5), pcre_table(5), <c>regexp:{{/pattern/ result}, …}</c>). What a pattern
/// looks for is text: no table, no path.
/// </summary>
internal static partial class PatternTables
{
    /// <summary>The value with each pattern as a word of its length that means nothing.</summary>
    /// <param name="value">A value whose braces pair.</param>
    public static string Blank(string value)
    {
        var text = new StringBuilder(value);
        foreach (var (start, end) in Places(value))
        {
            // What a reference stands for is judged elsewhere, so that it has to stay.
            for (var i = start; i < end; i++)
                text[i] = text[i] is '$' or '{' or '}' ? text[i] : '_';
        }
        return text.ToString();
    }

    /// <summary>Where the patterns are, with their delimiters and flags.</summary>
    private static IEnumerable<(int Start, int End)> Places(string value)
    {
        foreach (Match table in Table().Matches(value))
        {
            var open = table.Index + table.Length - 1;
            var close = Braces.Closing(value, open);
            for (var at = open + 1; at < close; at++)
            {
                if (value[at] != '{')
                    continue;
                var end = Braces.Closing(value, at);
                var begin = Rule().Match(value[(at + 1)..end]);
                var start = at + 1 + begin.Length;
                if (start < end && EndOf(value, start, end) is { } stop)
                    yield return (start, stop);
                at = end;
            }
        }
    }

    /// <summary>The place behind a pattern and its flags; null where there is none.</summary>
    private static int? EndOf(string value, int start, int end)
    {
        var delimiter = value[start];
        if (char.IsAsciiLetterOrDigit(delimiter) || delimiter is '{' or '}' or '\\')
            return null;
        var at = start + 1;
        while (at < end && value[at] != delimiter)
            at += value[at] == '\\' ? 2 : 1;
        if (at >= end)
            return null;
        at++;
        while (at < end && char.IsAsciiLetter(value[at]))
            at++;
        return at;
    }

    [GeneratedRegex(@"(?<![A-Za-z0-9_.@-])(?:regexp|pcre):\{", RegexOptions.IgnoreCase)]
    private static partial Regex Table();

    /// <summary>What stands before the pattern of a rule.</summary>
    [GeneratedRegex(@"\A\s*(?:if\s+)?!?\s*")]
    private static partial Regex Rule();
}
