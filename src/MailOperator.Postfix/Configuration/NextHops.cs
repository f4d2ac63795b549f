using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace MailOperator.Postfix.Configuration;

/// <summary>
/// Reads the ports on other hosts out of values that are next hops (<see cref="NextHopParameters"/>). What a transport is given is a
/// host where smtp(8) or lmtp(8) run as the transport: to error(8), pipe(8) and others it is text.
/// </summary>
internal sealed partial class NextHops(MainCf mainCf, MasterCf masterCf)
{
    private static readonly char[] Separators = [' ', '\t', ','];

    /// <summary>The names that Postfix knows without a file of services (known_tcp_ports of postconf(5)).</summary>
    private static readonly FrozenDictionary<string, int> KnownPorts = new Dictionary<string, int>
    {
        ["lmtp"] = 24,
        ["smtp"] = 25,
        ["smtps"] = 465,
        ["submissions"] = 465,
        ["submission"] = 587,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly Dictionary<string, Service> _clients = masterCf.Services
        .Where(service => service.Type == ServiceType.Unix && service.Program is "smtp" or "lmtp")
        .GroupBy(service => service.Name, StringComparer.Ordinal)
        .ToDictionary(services => services.Key, services => services.Last(), StringComparer.Ordinal);

    /// <summary>Whether connections to a host, without its brackets, stay within the pod.</summary>
    public static bool IsLoopback(string host) => Loopback().IsMatch(host);

    /// <summary>The ports that a parameter names, in the order of its value.</summary>
    public IEnumerable<int> Ports(Parameter parameter) => NextHopParameters.Form(parameter.Name) == NextHopForm.Port
        ? Number(parameter.Value)
        : Of(parameter).Where(hop => hop.Port is not null || hop.Named).SelectMany(hop => Number(hop.Port ?? DefaultPort(hop.Client!)));

    /// <summary>The hosts that a parameter names, but for the pod itself.</summary>
    public IEnumerable<NextHop> Of(Parameter parameter) => NextHopParameters.Form(parameter.Name) switch
    {
        NextHopForm.Transport => Parts(parameter.Value).SelectMany(Transports),
        NextHopForm.Destination => Parts(parameter.Value).SelectMany(part => part).SelectMany(word => Hop(word, client: null, named: false)),
        NextHopForm.Port => [],
        // The action of access(5) and header_checks(5).
        _ => Filter().Matches(parameter.Value).SelectMany(match => Transports([match.Groups["hop"].Value])),
    };

    /// <summary>
    /// The words of a value, apart where a table separates its results: a list of next hops ends with the entry that it is in.
    /// </summary>
    private static IEnumerable<string[]> Parts(string value) =>
        Reference().Replace(value, "$$$1").Split('{', '}', '=').Select(part => part.Split(Separators, StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word.StartsWith("static:", StringComparison.Ordinal) ? word["static:".Length..] : word).ToArray());

    private IEnumerable<NextHop> Transports(string[] words)
    {
        Service? client = null;
        foreach (var word in words)
        {
            var colon = word.IndexOf(':', StringComparison.Ordinal);
            var (name, hop) = colon < 0 ? (word, "") : (word[..colon], word[(colon + 1)..]);
            if (_clients.TryGetValue(name, out var named))
                client = named;
            // smtp:first:2525, second:2526
            else if (client is not null)
                hop = word;
            // :host:port leaves the transport as it is; anything else is none that speaks SMTP or LMTP.
            else if (name.Length > 0)
                continue;
            foreach (var found in Hop(hop, client, named is not null))
                yield return found;
        }
    }

    private static IEnumerable<NextHop> Hop(string hop, Service? client, bool named)
    {
        if (hop.StartsWith("inet:", StringComparison.Ordinal))
            hop = hop["inet:".Length..];
        if (hop.StartsWith("unix:", StringComparison.Ordinal) || Destination().Match(hop) is not { Success: true } match
            || match.Groups["host"].Value is var host && IsLoopback(host))
            return [];
        // A client that is given no host takes mail to that of the recipient.
        var port = match.Groups["port"] is { Success: true } given ? given.Value : null;
        return port is not null && host.Length == 0 ? [] : [new(client, host, port, named)];
    }

    private string DefaultPort(Service client)
    {
        var parameter = $"{client.Program}_tcp_port";
        return client[parameter] ?? mainCf[parameter] ?? client.Program;
    }

    private static IEnumerable<int> Number(string port) =>
        KnownPorts.TryGetValue(port, out var known) ? [known]
        : int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? [number]
        : [];

    /// <summary>A host, in brackets where it is an address of IPv6, and a port behind it if need be.</summary>
    [GeneratedRegex(@"\A(?:\[(?<host>[^\[\]]+)\]|(?<host>[^\[\]:/@]*))(?::(?<port>[a-z]+|[0-9]{1,5}))?\z")]
    private static partial Regex Destination();

    [GeneratedRegex(@"(?<![A-Za-z0-9_-])FILTER[ \t]+(?<hop>[^\s,{}]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Filter();

    [GeneratedRegex(@"\$[{(]([A-Za-z0-9_]+)[})]")]
    private static partial Regex Reference();

    [GeneratedRegex(@"\A(?:(?:ipv6:)?::1|127\.[0-9.]+|localhost)\z", RegexOptions.IgnoreCase)]
    private static partial Regex Loopback();
}
