using System.Globalization;

namespace MailOperator.Postfix.Certificates;

/// <summary>Makes text from certificates and servers fit for a log, an event or a status field.</summary>
internal static class Printable
{
    private const int MaximumLength = 253;

    /// <summary>The text without control characters and of bounded length.</summary>
    /// <param name="text">Text that a stranger wrote.</param>
    /// <param name="maximumLength">In characters; more than the longest DNS name is rarely of use.</param>
    public static string Text(string text, int maximumLength = MaximumLength)
    {
        var bounded = text.Length <= maximumLength ? text : string.Concat(text.AsSpan(0, maximumLength - 1), "…");
        return string.Create(bounded.Length, bounded, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = IsHarmless(source[i]) ? source[i] : '?';
        });
    }

    /// <summary>A moment as RFC 3339 writes it, in UTC and to the second.</summary>
    public static string Time(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    // Surrogates are dropped as well: cutting may leave half a pair, which no JSON or UTF-8 writer likes. So are characters
    // that change the direction of the text around them.
    private static bool IsHarmless(char character) => char.GetUnicodeCategory(character) is not (
        UnicodeCategory.Control
        or UnicodeCategory.Format
        or UnicodeCategory.Surrogate
        or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned);
}
