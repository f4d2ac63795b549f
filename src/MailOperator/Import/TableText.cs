namespace MailOperator.Import;

/// <summary>Lookup tables as they are written: a key and what it stands for on each line, postmap(1).</summary>
internal static class TableText
{
    /// <summary>Keys and values of the one table that a value names; null where its text is not at hand.</summary>
    public static IReadOnlyList<(string Key, string Value)>? Of(PostfixSource source, Entry entry) => ValueText.TableOf(entry.Value) switch
    {
        ("inline", { } text, _) => Inline(text),
        { IsFile: true } => source.Tables.TryGetValue(entry.Value, out var text) ? Lines(text) : null,
        _ => null,
    };

    /// <summary>Keys and values of the text of a table, where key and value are separated by white space.</summary>
    public static (string Key, string Value)[] Lines(string text) =>
    [
        .. new Postfix.Configuration.Source.SourceText(text).LogicalLines
            .Select(line => line.Text.Split(
                [' ', '\t', '\r', '\n'], 2,
                StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words.Length > 0)
            .Select(words => (words[0], words.Length > 1 ? words[1] : "")),
    ];

    /// <summary><c>{key=value, {key = value with spaces}}</c>; null where it is written otherwise.</summary>
    private static List<(string, string)>? Inline(string text)
    {
        if (text is not ['{', .., '}'])
            return null;
        var found = new List<(string, string)>();
        foreach (var element in Words.Split(text[1..^1]))
        {
            var pair = (element is ['{', .., '}'] ? element[1..^1] : element).Split('=', 2, StringSplitOptions.TrimEntries);
            if (pair.Length != 2)
                return null;
            found.Add((pair[0], pair[1]));
        }
        return found;
    }
}
