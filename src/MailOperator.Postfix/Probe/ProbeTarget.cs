using System.Globalization;

namespace MailOperator.Postfix.Probe;

/// <summary>A listener to probe.</summary>
/// <param name="Host">The address or name to connect to.</param>
/// <param name="Port">The TCP port, 1 to 65535.</param>
/// <param name="Handshake">How TLS begins there; null: implicit on 465, <c>STARTTLS</c> elsewhere.</param>
/// <param name="ServerName">The name that a client would know the server by: sent as SNI, and looked for in the certificate; empty to name
/// none.</param>
public sealed record ProbeTarget(string Host, int Port, Handshake? Handshake, string ServerName)
{
    /// <summary>
    /// Whether the server has no certificate: then TLS without one is asked for, and a server that shows one fails. Default: no.
    /// </summary>
    public bool Anonymous { get; init; }

    /// <summary>Whether the listener expects a PROXY header; the probe then says its own address in one. Default: no.</summary>
    public bool ProxyProtocol { get; init; }

    /// <summary>The port that IANA has registered for submissions.</summary>
    private const int SubmissionsPort = 465;

    private const string DefaultPort = "25";

    /// <summary><see cref="Handshake"/>, or what the port stands for.</summary>
    public Handshake EffectiveHandshake =>
        Handshake ?? (Port == SubmissionsPort ? Probe.Handshake.Implicit : Probe.Handshake.StartTls);

    /// <summary>
    /// Reads <c>HOST</c> or <c>HOST:PORT</c>; the port is 25 when absent, the server name is the host. IPv6 addresses stand in
    /// brackets before a port.
    /// </summary>
    /// <param name="text">What somebody typed.</param>
    /// <returns>The target, or null when it is none.</returns>
    public static ProbeTarget? TryParse(string text)
    {
        var (host, port) = Split(text.Trim());
        if (host.Length == 0 || host.Any(character => char.IsWhiteSpace(character) || character is '/' or '[' or ']' or '@'))
            return null;
        return !ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0
            ? null
            : new(host, number, null, host);
    }

    private static (string Host, string Port) Split(string text)
    {
        if (text.StartsWith('['))
        {
            var end = text.IndexOf(']', StringComparison.Ordinal);
            var tail = end < 0 ? "" : text[(end + 1)..];
            return end < 0 ? ("", "") : (text[1..end], tail.Length == 0 ? DefaultPort : tail.StartsWith(':') ? tail[1..] : "");
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        // More than one colon without brackets: an IPv6 address, which has no port then.
        return colon < 0 || text.IndexOf(':', colon + 1) >= 0 ? (text, DefaultPort) : (text[..colon], text[(colon + 1)..]);
    }
}
