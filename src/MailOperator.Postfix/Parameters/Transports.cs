using System.Text.RegularExpressions;
using MailOperator.Postfix.Configuration;
using MailOperator.Postfix.Configuration.Source;

namespace MailOperator.Postfix.Parameters;

/// <summary>
/// The transports that a value hands mail to (transport(5)), as the value, as results of tables that stand in it, and as FILTER actions
/// (access(5), header_checks(5)): each is a service of master.cf. Postfix finds a missing one when it delivers, and mail waits.
/// </summary>
internal static partial class Transports
{
    /// <summary>The first that master.cf does not have, or null.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="value">Its value with blank patterns.</param>
    /// <param name="scope">What it is for.</param>
    public static ParameterFinding? Check(string name, string value, ParameterScope scope)
    {
        if (scope.Services is not { } services)
            return null;
        var there = services.Where(service => service is { Type: ServiceType.Unix, Private: not false })
            .Select(service => service.Name).ToHashSet(StringComparer.Ordinal);
        return In(name, value).FirstOrDefault(transport => !there.Contains(transport)) is { } missing
            ? new(
                ParameterFault.Refused, name,
                $"hands mail to {Printable.Word(missing)}, which is no service of the pods: it would wait, and come back in the end.",
                $"Use smtp: or lmtp: with a host that takes it, or add {(Further().IsMatch(missing) ? Printable.Word(missing) : "it")} to "
                    + "spec.postfix.masterCf.")
            : null;
    }

    private static IEnumerable<string> In(string name, string value) =>
        (NextHopParameters.Form(name) != NextHopForm.Transport ? Filter().Matches(value).Select(match => match.Groups[1].Value)
            : name.EndsWith("_maps", StringComparison.Ordinal) ? TableResults.In(value)
            : [value])
        .Select(hop => hop.Split(':')[0].Trim())
        .Where(transport => !transport.Equals("DUNNO", StringComparison.OrdinalIgnoreCase))
        // transport_maps leaves the transport as it is with nothing before the colon; a reference is judged where it is filled in.
        .Where(transport => transport.Length > 0 && !transport.Contains('$', StringComparison.Ordinal));

    [GeneratedRegex(@"(?<![A-Za-z0-9_-])FILTER[ \t]+([^\s,{}]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Filter();

    [GeneratedRegex(@"\A[a-z][a-z0-9_-]{0,62}\z")]
    private static partial Regex Further();
}
