using System.Globalization;

namespace MailOperator.Postfix;

/// <summary>
/// A service that knows what TLS destinations ask for, such as a resolver of MTA-STS (RFC 8461). It speaks the protocol of
/// socketmap_table(5).
/// </summary>
/// <param name="Host">Its name or address; IPv6 without brackets.</param>
/// <param name="Port">The TCP port, 1 to 65535.</param>
public sealed record PolicyService(string Host, int Port)
{
    /// <summary>The name that a request begins with, by which a service tells its maps apart. Default postfix.</summary>
    public string MapName { get; init; } = "postfix";

    /// <summary>The table as <c>smtp_tls_policy_maps</c> names it.</summary>
    /// <exception cref="ArgumentException">A part is not one word, or there is no such port.</exception>
    internal string Table =>
        Port is >= 1 and <= 65535 && IsWord(Host, ":") && IsWord(MapName, "_")
            ? string.Create(CultureInfo.InvariantCulture, $"socketmap:inet:{HostInTable}:{Port}:{MapName}")
            : throw new ArgumentException($"'{Host}', {Port}, '{MapName}' are not host, port and map of a policy service.");

    private string HostInTable => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host;

    private static bool IsWord(string text, string further) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' || further.Contains(c, StringComparison.Ordinal));
}
