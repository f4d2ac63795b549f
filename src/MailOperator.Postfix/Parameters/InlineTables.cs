using System.Text.RegularExpressions;
using MailOperator.Postfix.Configuration;

namespace MailOperator.Postfix.Parameters;

/// <summary>
/// The notation of tables that stand in a value (inline_table(5), <c>inline:{name=value, …}</c>). Postfix finds a wrong one when the table
/// is used, and then answers each client with a temporary error.
/// </summary>
public static partial class InlineTables
{
    private const string Remedy = "Write inline:{name=value, …} without white space around '=', "
        + "or each entry in braces of its own: inline:{{name = value}, …}.";

    /// <summary>What is wrong with the first malformed table in the value of a parameter; null when none is.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="value">Its value, whose braces pair.</param>
    public static ParameterFinding? Check(string name, string value)
    {
        foreach (Match match in Table().Matches(value))
        {
            if (FindFault(value, match.Index + match.Length) is { } fault)
                return new(ParameterFault.Malformed, name, $"has an inline: table {fault}.", Remedy);
        }
        return null;
    }

    /// <summary>The names of the entries of each table in a value.</summary>
    /// <param name="value">A value whose tables are well-formed.</param>
    public static IEnumerable<string> NamesIn(string value) =>
        from Match match in Table().Matches(value)
        let start = match.Index + match.Length
        where start < value.Length && value[start] == '{'
        from entry in ListWords.Split(value[(start + 1)..Braces.Closing(value, start)])
        let inner = entry[0] == '{' ? entry[1..^1].Trim() : entry
        select inner.Split('=')[0].Trim().Trim('"').Trim();

    private static string? FindFault(string value, int start)
    {
        if (start == value.Length || value[start] != '{')
            return "without braces";
        var end = Braces.Closing(value, start);
        if (end + 1 < value.Length && !ListWords.Separates(value[end + 1]) && value[end + 1] != '}')
            return "with something behind its closing brace";
        string[] entries = [.. ListWords.Split(value[(start + 1)..end])];
        if (entries.Length == 0)
            return "without an entry";
        for (var i = 0; i < entries.Length; i++)
        {
            // What a reference stands for is not known here.
            if (!IsEntry(entries[i]) && !entries[i].Contains('$', StringComparison.Ordinal))
                return FormattableString.Invariant($"whose entry {i + 1} is no name=value");
        }
        return null;
    }

    private static bool IsEntry(string entry)
    {
        if (entry[0] == '{')
            return Braces.Closing(entry, 0) == entry.Length - 1 && NameAndValue().IsMatch(entry[1..^1].Trim());
        return NameAndValue().IsMatch(entry);
    }

    [GeneratedRegex("(?<![A-Za-z0-9_.@-])inline:")]
    private static partial Regex Table();

    /// <summary>A name, quoted where it has white space; nothing may be between it and the equals sign but white space.</summary>
    [GeneratedRegex("""^("[^"]*"|[^\s="][^\s=]*)?\s*=""")]
    private static partial Regex NameAndValue();
}
