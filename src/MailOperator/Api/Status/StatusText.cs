namespace MailOperator.Api.Status;

/// <summary>Text for people in fields of bounded size.</summary>
public static class StatusText
{
    /// <summary>At most so many characters, the last of them an ellipsis where something was cut.</summary>
    public static string Shorten(string text, int length) => text.Length <= length ? text : string.Concat(text.AsSpan(0, length - 1), "…");

    /// <summary>Sentences one after another, each with its full stop.</summary>
    public static string Sentences(params IEnumerable<string> sentences) => string.Join(' ', sentences
        .Select(sentence => sentence.TrimEnd())
        .Where(sentence => sentence.Length > 0)
        .Select(sentence => sentence[^1] is '.' or '!' or '?' ? sentence : $"{sentence}."));
}
