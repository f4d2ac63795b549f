using System.Globalization;
using System.Text.RegularExpressions;
using MailOperator.Postfix.Configuration;

namespace MailOperator.Postfix.Parameters;

/// <summary>What can be said against the value of a parameter that may be set.</summary>
internal static partial class ValueRules
{
    /// <summary>Words without which the client does not start. The gate would see it; here it is told before, and with the words.</summary>
    private static readonly Dictionary<string, string[]> Words = new(StringComparer.Ordinal)
    {
        ["smtp_address_preference"] = ["any", "ipv4", "ipv6"],
        ["lmtp_address_preference"] = ["any", "ipv4", "ipv6"],
        ["smtp_host_lookup"] = ["dns", "native"],
        ["lmtp_host_lookup"] = ["dns", "native"],
    };

    /// <summary>The objections; empty when there is none. The value is one line.</summary>
    public static IReadOnlyList<ParameterFinding> Check(string name, string value)
    {
        var finding = Shape(name, value) ?? LookupTables.Check(name, value) ?? FilePaths.Check(name, value) ?? Domains(name, value)
            ?? Commands(name, value) ?? Exceptions(name, value) ?? Families(name, value) ?? ClientTls.Check(name, value);
        return finding is null ? [] : [finding];
    }

    private static ParameterFinding? Word(string name, string value) =>
        Words.TryGetValue(name, out var words) && !value.Contains('$', StringComparison.Ordinal)
        && (value.Length == 0
            || value.Split([' ', '\t', ','], StringSplitOptions.RemoveEmptyEntries)
                .Any(word => !words.Contains(word, StringComparer.OrdinalIgnoreCase)))
            ? new(
                ParameterFault.Malformed, name, "has a word that Postfix does not know here, and no mail would be sent.",
                $"Use {string.Join(" or ", words)}.")
            : null;

    private static ParameterFinding? Shape(string name, string value)
    {
        if (!Braces.Pair(value))
            return new(ParameterFault.Malformed, name, "has braces that do not pair.", "Close every '{'.");
        return CheckKind(name, value) ?? Word(name, value) ?? InlineTables.Check(name, value);
    }

    /// <summary>A value that is not of the kind of its parameter, or null.</summary>
    public static ParameterFinding? CheckKind(string name, string value)
    {
        // A reference may stand for any kind.
        if (value.Contains('$', StringComparison.Ordinal) || ParameterTable.Find(name) is not { } known)
            return null;
        return known.Kind switch
        {
            ParameterKind.Boolean when !value.Equals("yes", StringComparison.OrdinalIgnoreCase)
                && !value.Equals("no", StringComparison.OrdinalIgnoreCase) =>
                new(ParameterFault.Malformed, name, "is a boolean.", "Use yes or no."),
            ParameterKind.Integer when !Integer().IsMatch(value) =>
                new(ParameterFault.Malformed, name, "is a whole number.", "Use digits."),
            ParameterKind.Integer when !long.TryParse(value, CultureInfo.InvariantCulture, out var number)
                || Math.Abs(number) > int.MaxValue =>
                new(
                    ParameterFault.Malformed, name, "is too large for Postfix, which takes numbers up to 2147483647.",
                    "Use a smaller one."),
            ParameterKind.Time when !Time().IsMatch(value) =>
                new(ParameterFault.Malformed, name, "is a time.", "Use a whole number and one of the units s, m, h, d, w, such as 30s."),
            _ => null,
        };
    }

    /// <summary>
    /// The domains that the server takes mail for are what closes its relay (<c>reject_unauth_destination</c>): each must be named.
    /// </summary>
    private static ParameterFinding? Domains(string name, string value)
    {
        if (name is not ("mydestination" or "relay_domains" or "virtual_alias_domains" or "virtual_mailbox_domains"))
            return null;
        if (OpenTable().IsMatch(value))
        {
            return new(
                ParameterFault.Refused, name, "has a table that can match any domain, which would make an open relay.",
                "Name the domains, or use inline: with their names.");
        }
        // $virtual_alias_maps and the like may be such a table, $mydomain may be a whole top-level domain.
        if (ParameterReferences.In(value).FirstOrDefault(reference => !IsHostReference(name, reference)) is { } other)
            return new(ParameterFault.Refused, name, $"takes its domains from ${other}, which may match any domain.", "Name the domains.");
        // relay_domains matches subdomains too (parent_domain_matches_subdomains).
        if (name == "relay_domains"
            && InlineTables.NamesIn(value).Concat(PlainWords(value)).Any(word => !word.Trim('.').Contains('.', StringComparison.Ordinal)))
        {
            return new(ParameterFault.Refused, name, "has a top-level domain, which would relay for all below it.", "Name the domains.");
        }
        return null;
    }

    private static IEnumerable<string> PlainWords(string value) => value.Split([' ', '\t', ','], StringSplitOptions.RemoveEmptyEntries)
        .Where(word => word.AsSpan().IndexOfAny(":${}=") < 0);

    private static bool IsHostReference(string name, string reference) =>
        reference == "myhostname" || (name == "mydestination" && reference is "mydomain" or "myorigin");

    /// <summary>Values that take a command of SMTP away, so that TLS would end silently.</summary>
    private static ParameterFinding? Commands(string name, string value)
    {
        if (name is not ("smtpd_discard_ehlo_keywords" or "smtpd_noop_commands" or "smtpd_forbidden_commands"
            or "postscreen_discard_ehlo_keywords" or "postscreen_forbidden_commands"
            or "smtp_discard_ehlo_keywords" or "lmtp_discard_ehlo_keywords"))
            return null;
        return CommandOfTls().IsMatch(value)
            || value.Contains('/', StringComparison.Ordinal)
            || value.Contains(':', StringComparison.Ordinal)
            || value.Contains('$', StringComparison.Ordinal)
            ? new(
                ParameterFault.Refused, name, "could take STARTTLS or AUTH away, and mail would go in plaintext.",
                "List other keywords only, each by its name.")
            : null;
    }

    private static ParameterFinding? Exceptions(string name, string value) =>
        name != "smtpd_client_event_limit_exceptions" ? null
        : Everybody().IsMatch(value)
            ? new(ParameterFault.Refused, name, "excepts everybody from the limits of the listeners.", "Name the networks that are meant.")
        : !value.Split([' ', '\t', ','], StringSplitOptions.RemoveEmptyEntries).Contains(Probes.Address, StringComparer.Ordinal)
            ? new(
                ParameterFault.Refused, name, "limits the handshakes that a pod makes with itself to know whether it is ready.",
                $"Put {Probes.Address} before the others.")
            : null;

    /// <summary>A pod is asked at the address that the cluster gave it, of whichever family.</summary>
    private static ParameterFinding? Families(string name, string value) => name == "inet_protocols" && value != "all"
        ? new(
            ParameterFault.Refused, name, "could leave a pod without a listener at its address, which may be of either family.",
            "Leave it out; smtp_address_preference = ipv4 has mail sent by IPv4 first.")
        : null;

    [GeneratedRegex(@"static:|regexp:|(?<![0-9.])0(\.0){3}/0|(?<![0-9a-f])::\]?/0", RegexOptions.IgnoreCase)]
    private static partial Regex Everybody();

    [GeneratedRegex(@"^-?\d{1,18}$")]
    private static partial Regex Integer();

    [GeneratedRegex(@"^\d{1,9}[smhdwSMHDW]?$")]
    private static partial Regex Time();

    [GeneratedRegex(@"(?<![a-z])(?!inline:|texthash:)[a-z]+:|!|/|\*", RegexOptions.IgnoreCase)]
    private static partial Regex OpenTable();

    [GeneratedRegex(@"starttls|auth|quit|ehlo", RegexOptions.IgnoreCase)]
    private static partial Regex CommandOfTls();
}
