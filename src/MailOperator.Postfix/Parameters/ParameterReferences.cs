using System.Text;
using System.Text.RegularExpressions;

namespace MailOperator.Postfix.Parameters;

/// <summary><c>$name</c> within values (postconf(5), "the general format of the main.cf file").</summary>
internal static partial class ParameterReferences
{
    private const int LongestExpansion = 64 * 1024;

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
                        ParameterTable.Nearest(reference, version) is { } nearest ? $"Did you mean ${nearest}?" : "Write '$$' for the character itself."),
                ];
            }
        }
        return [];
    }

    /// <summary>
    /// The value of a parameter with the references to the other given parameters filled in, or null when they go round in a circle
    /// or the result is unreasonably long. References to parameters that are not given stay.
    /// </summary>
    public static string? Expand(string name, IReadOnlyDictionary<string, string> parameters) => Expand(name, parameters, []);

    private static string? Expand(string name, IReadOnlyDictionary<string, string> parameters, HashSet<string> open)
    {
        if (!open.Add(name))
            return null;
        var value = parameters[name];
        var text = new StringBuilder();
        var at = 0;
        foreach (Match match in Reference().Matches(value))
        {
            text.Append(value, at, match.Index - at);
            at = match.Index + match.Length;
            if (Name(match) is not { } reference || !parameters.ContainsKey(reference))
                text.Append(match.Value);
            else if (Expand(reference, parameters, open) is { } filled)
                text.Append(filled);
            else
                return null;
            if (text.Length > LongestExpansion)
                return null;
        }
        open.Remove(name);
        return text.Append(value, at, value.Length - at).ToString();
    }

    private static string? Name(Match match) =>
        match.Groups["name"].Value is { Length: > 0 } name ? name : null;

    /// <summary>
    /// Whatever a '$' begins: two of them, a reference in one of its three forms, or, with no name, something else. It takes as much
    /// as Postfix would: a name goes on as long as there are letters, digits and '_'.
    /// </summary>
    [GeneratedRegex(@"\$(?:\$|(?<name>[A-Za-z0-9_]+)|\{\s*(?<name>[A-Za-z0-9_]+)\s*\}|\(\s*(?<name>[A-Za-z0-9_]+)\s*\))?")]
    private static partial Regex Reference();

    /// <summary>The one conditional of the manual, by which limits shrink under load. Its branches are too simple to hide anything.</summary>
    [GeneratedRegex(@"\$\{stress\?\{[0-9]{1,9}\}:\{[0-9]{1,9}\}\}")]
    private static partial Regex Stress();
}
