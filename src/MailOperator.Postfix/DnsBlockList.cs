using System.Globalization;
using System.Text.RegularExpressions;

namespace MailOperator.Postfix;

/// <summary>A site of <c>postscreen_dnsbl_sites</c>: a list in DNS that clients are looked up in by their address (RFC 5782).</summary>
/// <param name="Domain">Its domain.</param>
public sealed partial record DnsBlockList(string Domain)
{
    // A number, or one to another.
    private const string Range = @"(?<range>(?<number>[0-9]{1,3})(?:\.\.(?<number>[0-9]{1,3}))?)";

    /// <summary>The replies that count, such as <c>127.0.0.[2..11;14]</c>; null for any.</summary>
    public string? Reply { get; init; }

    /// <summary>What a reply adds to the score of the client; a negative number speaks for it. Default 1.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>
    /// Whether a text is four numbers of an address with dots between; each may be a choice in brackets, of numbers and of ranges with
    /// two dots, separated by semicolons.
    /// </summary>
    public static bool IsReply(string text) => Pattern().Match(text) is { Success: true } match
        && match.Groups["number"].Captures
            .All(number => byte.TryParse(number.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        && match.Groups["range"].Captures.Select(range => range.Value.Split(".."))
            .All(ends => byte.Parse(ends[0], CultureInfo.InvariantCulture) <= byte.Parse(ends[^1], CultureInfo.InvariantCulture));

    [GeneratedRegex($@"\A(?:(?:(?<number>[0-9]{{1,3}})|\[{Range}(?:;{Range})*\])(?:\.(?!\z)|\z)){{4}}\z")]
    private static partial Regex Pattern();
}
