using System.Text.RegularExpressions;

namespace MailOperator.Postfix.Parameters;

/// <summary>The types of lookup tables (DATABASE_README) that a value may name.</summary>
internal static partial class LookupTables
{
    /// <summary>Why a type cannot be used here.</summary>
    private static readonly Dictionary<string, (ParameterFault Fault, string Message, string Remedy)> Types = Reasons();

    /// <summary>What Postfix itself writes: nobody else could fill them.</summary>
    private static readonly string[] Caches =
    [
        "address_verify_map", "lmtp_sasl_auth_cache_name", "lmtp_tls_session_cache_database", "smtp_sasl_auth_cache_name",
        "smtp_tls_session_cache_database",
    ];

    /// <summary>The first objection to a table in a value, or null.</summary>
    public static ParameterFinding? Check(string name, string value, ParameterScope scope)
    {
        foreach (Match match in Table().Matches(value))
        {
            var type = match.Groups[1].Value;
            if (Types.TryGetValue(type, out var reason) && !scope.HasTable(type))
                return new(reason.Fault, name, reason.Message, Caches.Contains(name) ? "Remove it: the default is right." : reason.Remedy);
        }
        return null;
    }

    private static Dictionary<string, (ParameterFault, string, string)> Reasons()
    {
        var reasons = new Dictionary<string, (ParameterFault, string, string)>(StringComparer.OrdinalIgnoreCase);
        foreach (var type in (string[])["hash", "btree", "dbm", "sdbm", "cdb", "lmdb"])
        {
            reasons[type] = (
                ParameterFault.Refused, $"uses a table of the type {type}, which must be built by postmap and not every release has.",
                $"Use inline:, or {OfImage(type)}.");
        }
        foreach (var type in (string[])["ldap", "mysql", "pgsql", "sqlite", "mongodb", "pcre"])
        {
            reasons[type] = (
                ParameterFault.Refused, $"uses a table of the type {type}, which the image of the server does not have.",
                $"Use {(type == "pcre" ? "regexp:" : "inline: or socketmap:")}, or {OfImage(type)}.");
        }
        foreach (var type in (string[])["nis", "nisplus", "netinfo"])
            reasons[type] = (ParameterFault.Refused, $"uses a table of the type {type}, which the image of the server does not have.", "Use inline: or socketmap:.");
        reasons["environ"] = (ParameterFault.Refused, "uses a table of the environment of the process.", "Use inline:.");
        return reasons;
    }

    private static string OfImage(string type) =>
        $"an image of your own (spec.workload.image) that has it, with {type} in spec.workload.imageFeatures";

    /// <summary>A type before its colon, where an element of a list or of a nested table can begin.</summary>
    [GeneratedRegex(@"(?<![A-Za-z0-9_.@-])([A-Za-z]+):(?=[/{$A-Za-z0-9_.])")]
    private static partial Regex Table();
}
