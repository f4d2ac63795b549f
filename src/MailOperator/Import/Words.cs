namespace MailOperator.Import;

/// <summary>Words that white space and commas separate, but not within braces.</summary>
internal static class Words
{
    /// <summary>The words of a text.</summary>
    public static IReadOnlyList<string> Split(string text)
    {
        var words = new List<string>();
        var (depth, start) = (0, 0);
        for (var at = 0; at <= text.Length; at++)
        {
            var letter = at < text.Length ? text[at] : ' ';
            depth += letter switch { '{' => 1, '}' when depth > 0 => -1, _ => 0 };
            if (at < text.Length && (depth > 0 || !(char.IsWhiteSpace(letter) || letter == ',')))
                continue;
            if (at > start)
                words.Add(text[start..at]);
            start = at + 1;
        }
        return words;
    }
}
