using System.Globalization;
using System.Text.RegularExpressions;

namespace MailOperator.Postfix.Configuration;

/// <summary>
/// The ports on other hosts that a configuration names: those of next hops (<see cref="NextHops"/>) and, in whatever parameter,
/// <c>[host]:port</c> (transport(5)) and <c>inet:host:port</c> of a milter, a policy service or a socketmap (postconf(5),
/// socketmap_table(5)). What a table elsewhere or a reference to another parameter holds is not seen.
/// </summary>
internal static partial class NextHopPorts
{
    /// <summary>The ports, each once, in ascending order.</summary>
    public static IReadOnlyList<int> Of(MainCf mainCf, MasterCf masterCf)
    {
        var hops = new NextHops(mainCf, masterCf);
        return
        [
            .. mainCf.Parameters.Concat(masterCf.Services.SelectMany(service => service.Options))
                .SelectMany(parameter => InAnyValue(parameter.Value).Concat(hops.Ports(parameter)))
                .Where(port => port is >= 1 and <= 65535)
                .Distinct()
                .Order(),
        ];
    }

    private static IEnumerable<int> InAnyValue(string value) =>
        from Match match in Destination().Matches(value)
        where !NextHops.IsLoopback(match.Groups["host"].Value)
        select int.Parse(match.Groups["port"].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?:\[(?<host>[^\[\]\s]+)\]|(?<![A-Za-z0-9_-])inet:(?<host>[^\[\]{}\s:,;]+)):(?<port>[0-9]{1,5})(?![A-Za-z0-9_.-])")]
    private static partial Regex Destination();
}
