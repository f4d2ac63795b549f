using System.Text.RegularExpressions;

namespace MailOperator.Commands;

/// <summary>Text for one line of a terminal.</summary>
internal static partial class OneLine
{
    /// <summary>The text with a space for line breaks and tabs, and without anything else that a terminal would obey.</summary>
    public static string Of(string text) =>
        string.Concat(Breaks().Replace(text, " ").Select(letter => char.IsControl(letter) ? '?' : letter));

    // With the indentation of the next line.
    [GeneratedRegex(@"[\t-\r\u0085\u2028\u2029]\s*")]
    private static partial Regex Breaks();
}
