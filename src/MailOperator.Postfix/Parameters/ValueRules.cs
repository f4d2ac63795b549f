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

    private static readonly string[] HarmlessOptions =
        ["NO_COMPRESSION", "NO_RENEGOTIATION", "NO_SESSION_RESUMPTION_ON_RENEGOTIATION", "PRIORITIZE_CHACHA"];

    /// <summary>The objections; empty when there is none. The value is one line.</summary>
    public static IReadOnlyList<ParameterFinding> Check(string name, string value, ParameterScope scope)
    {
        if (Shape(name, value) is { } shape)
            return [shape];
        var text = PatternTables.Blank(value);
        var finding = LookupTables.Check(name, text, scope) ?? FilePaths.Check(name, text) ?? DomainLists.Check(name, value, scope)
            ?? Commands(name, value) ?? Exceptions(name, value) ?? Families(name, value, scope) ?? ClientTls.Check(name, value)
            ?? TlsOptions(name, value) ?? Mechanisms(name, value, scope)
            ?? RestrictionList.Check(name, text, scope.Version) ?? Transports.Check(name, text, scope);
        return finding is null ? [] : [finding];
    }

    private static ParameterFinding? Word(string name, string value) =>
        Words.TryGetValue(name, out var words) ? Word(words, name, value) : null;

    private static ParameterFinding? Word(string[] words, string name, string value) =>
        !value.Contains('$', StringComparison.Ordinal)
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
        if (value.Contains('$', StringComparison.Ordinal))
            return null;
        // What services bring has the kind of what holds for all of them.
        var kind = ParameterTable.Find(name)?.Kind is { } own and not ParameterKind.Text ? own : ServiceParameters.DefaultOf(name)?.Kind;
        return kind switch
        {
            ParameterKind.Boolean when !value.Equals("yes", StringComparison.OrdinalIgnoreCase)
                && !value.Equals("no", StringComparison.OrdinalIgnoreCase) =>
                new(ParameterFault.Malformed, name, "is a boolean.", "Use yes or no."),
            ParameterKind.Integer or ParameterKind.Long when !Integer().IsMatch(value) =>
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

    /// <summary>A pod is asked at the address that the cluster gave it, of whichever family; to whom a client sends is its own affair.</summary>
    private static ParameterFinding? Families(string name, string value, ParameterScope scope) =>
        name != "inet_protocols" || value == "all" ? null
        : scope.Of is not { Program: "smtp" or "lmtp" } client
            ? new(
                ParameterFault.Refused, name, "could leave a pod without a listener at its address, which may be of either family.",
                "Leave it out; to send by one family, set it in the options of smtp/unix in spec.postfix.masterCf.")
        : Word(["all", "ipv4", "ipv6"], name, value);

    /// <summary>The mechanisms of AUTH towards other servers for which Cyrus SASL needs a plug-in of its own.</summary>
    private static ParameterFinding? Mechanisms(string name, string value, ParameterScope scope) =>
        name is "smtp_sasl_mechanism_filter" or "lmtp_sasl_mechanism_filter"
        && !scope.Features.Contains(ImageFeature.Xoauth2)
        && value.Split([' ', '\t', ','], StringSplitOptions.RemoveEmptyEntries).Contains("xoauth2", StringComparer.OrdinalIgnoreCase)
            ? new(
                ParameterFault.Refused, name, "asks for XOAUTH2, for which the image of the server has no plug-in: no login would succeed.",
                "Remove it, or use an image of your own (spec.workload.image) that has it, with XOAUTH2 in spec.workload.imageFeatures.")
            : null;

    /// <summary>Options of OpenSSL that take nothing away but what nobody should use; by number it could be any.</summary>
    private static ParameterFinding? TlsOptions(string name, string value)
    {
        if (name != "tls_ssl_options")
            return null;
        var words = value.Split([' ', '\t', ','], StringSplitOptions.RemoveEmptyEntries);
        return words.Contains("NO_TICKET", StringComparer.OrdinalIgnoreCase)
            ? new(ParameterFault.Owned, name, "has NO_TICKET, which a field says.", "Set spec.tls.sessionCacheTimeout to 0s and remove this.")
        : words.Except(HarmlessOptions, StringComparer.OrdinalIgnoreCase).Any()
            ? new(
                ParameterFault.Refused, name, "could take STARTTLS away from clients.",
                $"Use {string.Join(", ", HarmlessOptions)}, or remove it.")
        : null;
    }

    [GeneratedRegex(@"static:|regexp:|(?<![0-9.])0(\.0){3}/0|(?<![0-9a-f])::\]?/0", RegexOptions.IgnoreCase)]
    private static partial Regex Everybody();

    [GeneratedRegex(@"^-?[0-9]{1,18}\z")]
    private static partial Regex Integer();

    [GeneratedRegex(@"^[0-9]{1,9}[smhdwSMHDW]?\z")]
    private static partial Regex Time();

    [GeneratedRegex(@"starttls|auth|quit|ehlo", RegexOptions.IgnoreCase)]
    private static partial Regex CommandOfTls();
}
