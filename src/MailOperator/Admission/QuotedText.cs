namespace MailOperator.Admission;

/// <summary>A value of the input within a message.</summary>
internal static class QuotedText
{
    private const int Longest = 60;

    /// <summary>The text in quotes, cut when it is long; a line break is shown as <c>\n</c>, since it may be what is wrong.</summary>
    public static string Of(string text)
    {
        var cut = text.Length <= Longest ? text : text[..(Longest - 3)] + "...";
        return $"'{string.Concat(cut.Select(Shown))}'";
    }

    private static string Shown(char letter) => letter switch
    {
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ when char.IsControl(letter) || letter is '\u2028' or '\u2029' => FormattableString.Invariant($"\\u{(int)letter:x4}"),
        _ => letter.ToString(),
    };
}
