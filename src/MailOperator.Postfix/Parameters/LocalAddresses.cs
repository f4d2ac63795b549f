using System.Text.RegularExpressions;
using MailOperator.Postfix.Configuration;

namespace MailOperator.Postfix.Parameters;

/// <summary>
/// The addresses in a value that a process has within its own host: sockets in the file system, and ports of loopback, as milters, policy
/// services and next hops are named. In a pod only Postfix itself listens there.
/// </summary>
public static partial class LocalAddresses
{
    /// <summary>The host itself, by its name or by an address of IPv4.</summary>
    private const string Itself = @"(?:localhost|127(?:\.[0-9]{1,3}){3})";

    /// <summary>The addresses, each once, but for the sockets of Postfix itself.</summary>
    /// <param name="value">The value of a parameter.</param>
    /// <param name="scope">The server, whose services have sockets.</param>
    public static IEnumerable<string> In(string value, ParameterScope scope) =>
        Service().Matches(Braces.Pair(value) ? PatternTables.Blank(value) : value).Select(match => match.Value)
            .Where(named => OwnSocket().Match(named) is not { Success: true } socket
                || scope.Services?.Any(service => service.Name == socket.Groups[1].Value) != true)
            .Distinct(StringComparer.Ordinal);

    /// <summary>A socket in the file system, or an address of loopback: with a port, or in brackets behind a transport.</summary>
    [GeneratedRegex(
        @"(?<![A-Za-z0-9])unix:(?!passwd\.|group\.)[^\s,{}]+"
            // As libmilter names a socket.
            + @"|(?<![A-Za-z0-9])local:[^\s,{}]*/[^\s,{}]+"
            + $@"|(?<![A-Za-z0-9])inet:[0-9]+@(?:{Itself}|\[?::1\]?)"
            + $@"|(?<![A-Za-z0-9.-])(?:inet:)?{Itself}:[A-Za-z0-9]+"
            + $@"|(?:(?<![A-Za-z0-9])inet:)?\[(?:{Itself}|::1)\]:[A-Za-z0-9]+"
            + $@"|(?<=:)\[(?:{Itself}|::1)\]"
            + $@"|(?<=:){Itself}(?![A-Za-z0-9.:/-])",
        RegexOptions.IgnoreCase)]
    private static partial Regex Service();

    /// <summary>Below the queue directory Postfix has its own sockets in two folders (master(5)).</summary>
    [GeneratedRegex(@"\A(?:unix|local):(?:private|public)/([^/]+)\z", RegexOptions.IgnoreCase)]
    private static partial Regex OwnSocket();
}
