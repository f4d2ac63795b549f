namespace MailOperator.Commands;

/// <summary>Text for one line of a terminal.</summary>
internal static class OneLine
{
    /// <summary>The text without line breaks and without anything that a terminal would obey.</summary>
    public static string Of(string text) =>
        string.Concat(text.ReplaceLineEndings(" ").Select(letter => char.IsControl(letter) ? '?' : letter));
}
