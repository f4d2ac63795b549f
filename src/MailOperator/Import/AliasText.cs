using MailOperator.Postfix.Configuration.Source;

namespace MailOperator.Import;

/// <summary>Reads aliases(5): <c>name: value, value</c> on each line.</summary>
internal static class AliasText
{
    /// <summary>The aliases as a table; null, and why, where they cannot be one.</summary>
    public static (string? Table, string Fault) Of(string text)
    {
        var aliases = new List<(string, string)>();
        foreach (var line in new SourceText(text).LogicalLines)
        {
            if (line.Text.Split(':', 2, StringSplitOptions.TrimEntries) is not [var name, { Length: > 0 } value])
                continue;
            if (value.AsSpan().TrimStart('"').IndexOfAny("|/") == 0 || value.Contains(":include:", StringComparison.Ordinal)
                || value.Contains('|', StringComparison.Ordinal))
                return (null, $"{name} names a command or a file, and pods deliver to neither.");
            aliases.Add((name.Trim('"'), value));
        }
        return InlineText.Pairs(aliases);
    }
}
