using System.Globalization;
using System.Text.RegularExpressions;

namespace MailOperator.Postfix.Configuration;

/// <summary>
/// The ports on other hosts that a configuration names: in the forms <c>[host]:port</c> of a next hop (transport(5)) and
/// <c>inet:host:port</c> of a milter, a policy service or a socketmap (postconf(5), socketmap_table(5)). What a table elsewhere or a
/// reference to another parameter holds is not seen.
/// </summary>
internal static partial class NextHopPorts
{
    /// <summary>The ports, each once, in ascending order.</summary>
    public static IReadOnlyList<int> Of(SmtpServer server, MainCf mainCf, MasterCf masterCf) =>
    [
        .. mainCf.Parameters.Concat(masterCf.Services.SelectMany(service => service.Options))
            .SelectMany(parameter => Destination().Matches(parameter.Value))
            .Where(match => !Loopback().IsMatch(match.Groups["host"].Value))
            .Select(match => int.Parse(match.Groups["port"].ValueSpan, CultureInfo.InvariantCulture))
            // Without brackets a relay host looks like anything.
            .Concat(server.Outbound.RelayHost is { } relay ? [relay.Port] : [])
            .Where(port => port is >= 1 and <= 65535)
            .Distinct()
            .Order(),
    ];

    [GeneratedRegex(@"(?:\[(?<host>[^\[\]\s]+)\]|(?<![A-Za-z0-9_-])inet:(?<host>[^\[\]{}\s:,;]+)):(?<port>[0-9]{1,5})(?![A-Za-z0-9_.-])")]
    private static partial Regex Destination();

    [GeneratedRegex(@"\A(?:127\.[0-9.]+|::1|localhost)\z", RegexOptions.IgnoreCase)]
    private static partial Regex Loopback();
}
