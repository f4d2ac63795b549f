using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace MailOperator.Postfix.Parameters;

/// <summary><c>$name</c> within values (postconf(5), "the general format of the main.cf file").</summary>
internal static partial class ParameterReferences
{
    /// <summary>What some parameters expand when they are used, beside parameters.</summary>
    private static readonly Dictionary<string, string[]> Local = new(StringComparer.Ordinal)
    {
        ["default_rbl_reply"] =
        [
            "client", "client_address", "client_name", "helo_name", "rbl_class", "rbl_code", "rbl_domain", "rbl_reason", "rbl_txt",
            "rbl_what", "recipient", "recipient_domain", "recipient_name", "reverse_client_name", "sender", "sender_domain", "sender_name",
        ],
        ["smtpd_reject_footer"] =
        [
            "client", "client_address", "client_name", "client_port", "localtime", "recipient", "recipient_domain", "recipient_name",
            "sender", "sender_domain", "sender_name", "server_address", "server_name", "server_port",
        ],
    };

    /// <summary>Values of the operator's own that tell nothing and open nothing.</summary>
    private static readonly FrozenSet<string> Harmless = FrozenSet.ToFrozenSet(
    [
        "myhostname", "mynetworks", "relayhost", "inet_interfaces", "queue_directory", "data_directory", "mail_owner", "mail_version",
        "mail_release_date", "process_name", "process_id", "service_name", "syslog_name", "smtpd_relay_restrictions",
    ]);

    /// <summary>The names that a value refers to.</summary>
    public static IEnumerable<string> In(string value) => Reference().Matches(value).Select(Name).OfType<string>();

    /// <summary>What is wrong with the references of a value.</summary>
    public static IReadOnlyList<ParameterFinding> Check(string name, string value, PostfixVersion version)
    {
        var rest = Stress().Replace(value, "");
        foreach (Match match in Reference().Matches(rest))
        {
            if (match.Value == "$$")
                continue;
            if (Name(match) is not { } reference)
            {
                return
                [
                    new(
                        ParameterFault.Malformed, name, "has a '$' that begins no plain reference such as $name or ${name}.",
                        "Write '$$' for the character itself; conditional expressions are not taken."),
                ];
            }
            var known = ParameterTable.Find(reference) is { } parameter && parameter.IsIn(version);
            if (!known && !(Local.TryGetValue(name, out var local) && local.Contains(reference)))
            {
                return
                [
                    new(
                        ParameterFault.Malformed, name, $"refers to ${reference}, which Postfix {version} does not know.",
                        ParameterTable.Nearest(reference, version) is { } nearest
                            ? $"Did you mean ${nearest}?"
                            : "Write '$$' for the character itself."),
                ];
            }
            if (known && IsHidden(reference))
            {
                return
                [
                    new(
                        ParameterFault.Refused, name,
                        $"refers to ${reference}, which the operator sets and which may name a file with keys or passwords.",
                        "Write out what is meant."),
                ];
            }
        }
        return [];
    }

    // As a table, or as a list that is read from a file, a file of keys would come into the log line by line.
    private static bool IsHidden(string name) =>
        name is "proxy_read_maps" or "proxy_write_maps"
        || (!Harmless.Contains(name) && ParameterTable.Find(name)?.Kind == ParameterKind.Text
            && (OwnedParameters.Field(name) is not null || RefusedParameters.Reason(name) is not null));

    private static string? Name(Match match) =>
        match.Groups["name"].Value is { Length: > 0 } name ? name : null;

    /// <summary>
    /// Whatever a '$' begins: two of them, a reference in one of its three forms, or, with no name, something else. It takes as much
    /// as Postfix would: a name goes on as long as there are letters, digits and '_'.
    /// </summary>
    [GeneratedRegex(@"\$(?:\$|(?<name>[A-Za-z0-9_]+)|\{\s*(?<name>[A-Za-z0-9_]+)\s*\}|\(\s*(?<name>[A-Za-z0-9_]+)\s*\))?")]
    private static partial Regex Reference();

    /// <summary>
    /// The one conditional of the manual, by which limits shrink under load. Its branches are too simple to hide anything.
    /// </summary>
    [GeneratedRegex(@"\$\{stress\?\{[0-9]{1,9}\}:\{[0-9]{1,9}\}\}")]
    private static partial Regex Stress();
}
