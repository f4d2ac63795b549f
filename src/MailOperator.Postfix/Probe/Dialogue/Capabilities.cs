using MailOperator.Postfix.Certificates;

namespace MailOperator.Postfix.Probe.Dialogue;

/// <summary>What an <c>EHLO</c> reply offers (RFC 5321 section 4.1.1.1).</summary>
internal static class Capabilities
{
    /// <summary>The lines after the first: keyword in upper case, then parameters.</summary>
    /// <param name="reply">The reply to <c>EHLO</c>.</param>
    public static IReadOnlyList<string> Read(SmtpReply reply) => reply.Lines
        .Skip(1)
        .Select(line => line.Trim().Split(' ', 2))
        .Select(parts => string.Join(' ', parts.Skip(1).Prepend(parts[0].ToUpperInvariant())))
        .Select(line => Printable.Text(line))
        .ToList();

    /// <summary>Whether a keyword is offered. <c>AUTH=</c> is an old spelling that some servers add for old clients.</summary>
    /// <param name="capabilities">From <see cref="Read"/>.</param>
    /// <param name="keyword">In upper case.</param>
    public static bool Offer(IReadOnlyList<string> capabilities, string keyword) => capabilities.Any(line =>
        line.StartsWith(keyword, StringComparison.Ordinal) && (line.Length == keyword.Length || line[keyword.Length] is ' ' or '='));
}
