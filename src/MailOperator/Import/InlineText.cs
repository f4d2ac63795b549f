using System.Text.RegularExpressions;
using MailOperator.Postfix.Configuration;
using MailOperator.Postfix.Configuration.Source;

namespace MailOperator.Import;

/// <summary>The text of a table in the notation in which it can stand in a value.</summary>
internal static partial class InlineText
{
    /// <summary>The only key of a table that has none: an empty one cannot be written.</summary>
    public const string Nothing = "nothing.invalid";

    /// <summary>
    /// A table in one word; null, and why, where it cannot be one. Keys are in lower case, as postmap(1) makes them; of those that are
    /// there twice the first counts; and a key without a value is none.
    /// </summary>
    /// <param name="type">The type of the table.</param>
    /// <param name="text">Its text.</param>
    public static (string? Table, string Fault) Of(string type, string text) => type switch
    {
        "regexp" or "pcre" => Lines("regexp", text, type == "pcre" ? FindForeign : _ => null),
        "cidr" => Lines("cidr", text, _ => null),
        _ => Pairs(TableText.Lines(text).Where(line => line.Value.Length > 0)),
    };

    /// <summary>Keys and values as <c>inline:</c> has them.</summary>
    public static (string? Table, string Fault) Pairs(IEnumerable<(string Key, string Value)> lines)
    {
        var entries = new List<string>();
        foreach (var (key, value) in lines.Select(line => (line.Key.ToLowerInvariant(), line.Value)).DistinctBy(line => line.Item1))
        {
            if (key.AsSpan().IndexOfAny("={}\"") >= 0 || key.Any(char.IsWhiteSpace))
                return (null, $"the key {key} has a character that inline: does not take in a key.");
            if (FindUnfit(value) is { } fault)
                return (null, $"{key} {fault}");
            entries.Add($"{{{Escaped(key)} = {Escaped(OneLine(value))}}}");
        }
        return Joined("inline", entries);
    }

    private static (string?, string) Lines(string type, string text, Func<string, string?> findFault)
    {
        var entries = new List<string>();
        foreach (var line in new SourceText(text).LogicalLines.Select(line => OneLine(line.Text)).Where(line => line.Length > 0))
        {
            if ((FindUnfit(line) ?? findFault(line)) is { } fault)
                return (null, $"'{line}' {fault}");
            entries.Add($"{{{Escaped(line)}}}");
        }
        return Joined(type, entries);
    }

    private static (string?, string) Joined(string type, List<string> entries) =>
        (entries.Count == 0 ? $"inline:{{{{{Nothing} = x}}}}" : $"{type}:{{{string.Join(", ", entries)}}}", "");

    private static string? FindUnfit(string text) => !Braces.Pair(text) ? "has braces that do not pair."
        : !Parameter.IsValue(OneLine(text)) ? "has a control character."
        : null;

    /// <summary>What Perl's expressions have and POSIX's do not.</summary>
    private static string? FindForeign(string line) => PerlOnly().IsMatch(line) || !PlainFlags().IsMatch(line)
        ? "is an expression of Perl that regexp: does not know."
        : null;

    private static string OneLine(string text) => Blank().Replace(text, " ").Trim();

    /// <summary>A value's own <c>$</c>, which would be a reference.</summary>
    private static string Escaped(string text) => text.Replace("$", "$$", StringComparison.Ordinal);

    [GeneratedRegex(@"\(\?|\\[dDhHvVRAzZGQEKXxpPNkg]|[*+?}][?+]|\(\*|\[\[:\^")]
    private static partial Regex PerlOnly();

    [GeneratedRegex(@"^(?:!?(\S).*\1i?(?:\s|$)|if\s+!?(\S).*\2i?\s*$|endif)")]
    private static partial Regex PlainFlags();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();
}
