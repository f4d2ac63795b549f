using MailOperator.Postfix.Configuration.Source;

namespace MailOperator.Import;

/// <summary>A file or table of domains or networks as a list of them.</summary>
internal static class NameListText
{
    /// <summary>The names, separated; null, and why, where they are more than names.</summary>
    /// <param name="word">How the file is named: a path, or a table.</param>
    /// <param name="text">Its text.</param>
    public static (string? List, string Fault) Of(string word, string text)
    {
        var type = word.Split(':') is [.. var before, _] && before.Length > 0 ? before[^1] : "";
        if (type is "regexp" or "pcre")
            return (null, "it holds patterns, not names.");
        // A file is read like main.cf, with as many names on a line as there are. What a table maps its keys to does not matter, nor which
        // addresses are among them: it is asked for names alone.
        string[] names = type.Length == 0
            ? [.. new SourceText(text).LogicalLines.SelectMany(line => ValueText.List(line.Text))]
            : [.. TableText.Lines(text).Where(line => line.Value.Length > 0 && !line.Key.Contains('@', StringComparison.Ordinal))
                .Select(line => line.Key)];
        return names.FirstOrDefault(name => !name.All(c => char.IsAsciiLetterOrDigit(c) || ".-_:/[]".Contains(c, StringComparison.Ordinal))
                || name.StartsWith('/') || (type.Length == 0 && ValueText.TableOf(name) is { IsFile: true })) is { } other
            ? (null, $"'{other}' is no plain name or network.")
            : (string.Join(", ", names.Select(name => name.ToLowerInvariant()).Distinct()), "");
    }
}
