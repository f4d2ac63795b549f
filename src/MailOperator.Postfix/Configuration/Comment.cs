namespace MailOperator.Postfix.Configuration;

/// <summary>A comment of main.cf or master.cf.</summary>
internal static class Comment
{
    /// <summary>The line with its end.</summary>
    /// <exception cref="ArgumentException">The text is more than one line.</exception>
    public static string Of(string text) => Parameter.IsValue(text)
        ? $"# {text}\n"
        : throw new ArgumentException("A comment is one line without control characters.", nameof(text));
}
