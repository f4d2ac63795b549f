namespace MailOperator.Admission;

/// <summary>A value of the input within a message.</summary>
internal static class QuotedText
{
    private const int Longest = 60;

    /// <summary>The text in quotes, cut when it is long.</summary>
    public static string Of(string text) => $"'{(text.Length <= Longest ? text : text[..(Longest - 3)] + "...")}'";
}
