using System.Collections.Frozen;
using System.Text.RegularExpressions;
using MailOperator.Postfix.Configuration.Expansion;
using MailOperator.Postfix.Configuration.Source;

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
        "mail_release_date", "process_name", "process_id", "service_name", "stress", "syslog_name", "smtpd_relay_restrictions",
    ]);

    /// <summary>The names that a value refers to.</summary>
    public static IEnumerable<string> In(string value) => Reference().Matches(value).Select(Name).OfType<string>();

    /// <summary>What is wrong with the first reference of a value that is none, or null.</summary>
    public static ParameterFinding? Check(string name, string value, PostfixVersion version) =>
        Check(name, ValueParser.Parse(value), version);

    private static ParameterFinding? Check(string name, IReadOnlyList<ValueNode> nodes, PostfixVersion version) =>
        nodes.Select(node => Check(name, node, version)).FirstOrDefault(finding => finding is not null);

    private static ParameterFinding? Check(string name, ValueNode node, PostfixVersion version) => node switch
    {
        ReferenceNode reference => Unknown(name, reference, version) ?? Hidden(name, reference),
        // What is compared, or asked for being empty, does not come into the value.
        ConditionalNode { Condition: ReferenceNode condition } conditional =>
            Unknown(name, condition, version) ?? Check(name, [.. conditional.Then ?? [], .. conditional.Otherwise ?? []], version),
        ConditionalNode conditional => Check(name, [.. conditional.Then ?? [], .. conditional.Otherwise ?? []], version),
        FunctionNode => new(ParameterFault.Malformed, name, "has a function of references.", "Write out what it gives."),
        MalformedNode malformed => new(ParameterFault.Malformed, name, malformed.Message, "Write '$$' for the character itself."),
        _ => null,
    };

    private static ParameterFinding? Unknown(string name, ReferenceNode reference, PostfixVersion version)
    {
        if (ParameterTable.Find(reference.Name)?.IsIn(version) == true
            || (Local.TryGetValue(name, out var local) && local.Contains(reference.Name)))
            return null;
        return new(
            ParameterFault.Malformed, name, $"refers to ${Printable.Word(reference.Name)}, which Postfix {version} does not know.",
            ParameterTable.Nearest(reference.Name, version) is { } nearest
                ? $"Did you mean ${nearest}?"
                : "Write out what is meant; '$$' is the character itself.");
    }

    // As a table, or as a list that is read from a file, a file of keys would come into the log line by line.
    private static ParameterFinding? Hidden(string name, ReferenceNode reference) =>
        reference.Name is "proxy_read_maps" or "proxy_write_maps"
        || (!Harmless.Contains(reference.Name) && ParameterTable.Find(reference.Name)?.Kind == ParameterKind.Text
            && (OwnedParameters.Field(reference.Name) is not null || RefusedParameters.Reason(reference.Name) is not null))
            ? new(
                ParameterFault.Refused, name,
                $"refers to ${reference.Name}, which the operator sets and which may name a file with keys or passwords.",
                "Write out what is meant.")
            : null;

    private static string? Name(Match match) =>
        match.Groups["name"].Value is { Length: > 0 } name ? name : null;

    /// <summary>
    /// Whatever a '$' begins: two of them, a reference in one of its three forms, or, with no name, something else. It takes as much
    /// as Postfix would: a name goes on as long as there are letters, digits and '_'.
    /// </summary>
    [GeneratedRegex(@"\$(?:\$|(?<name>[A-Za-z0-9_]+)|\{\s*(?<name>[A-Za-z0-9_]+)\s*\}|\(\s*(?<name>[A-Za-z0-9_]+)\s*\))?")]
    private static partial Regex Reference();
}
