using System.Globalization;
using MailOperator.Postfix.Certificates;

namespace MailOperator.Postfix.Probe.Dialogue;

/// <summary>A reply of an SMTP server (RFC 5321 section 4.2).</summary>
/// <param name="Code">The three digits; 0 when what came is no reply.</param>
/// <param name="Lines">The text of each line, without code.</param>
internal sealed record SmtpReply(int Code, IReadOnlyList<string> Lines)
{
    private const int MaximumQuote = 200;

    public bool IsSmtp => Code != 0;

    public bool IsPositive => Code is >= 200 and < 300;

    /// <summary>The reply for people: printable, and short enough for a status field.</summary>
    public string Quote()
    {
        var text = string.Join(" / ", Lines);
        return Printable.Text(IsSmtp ? string.Create(CultureInfo.InvariantCulture, $"{Code} {text}") : text, MaximumQuote);
    }

    /// <summary>What a server says that is no reply.</summary>
    /// <param name="text">What it said.</param>
    public static SmtpReply NotSmtp(string text) => new(0, [text]);
}
