using MailOperator.Postfix.Parameters;

namespace MailOperator.Import;

/// <summary>
/// Deprecated parameters that are names alone: the parameter that replaces one has its value by default (<c>postconf -d</c>), so that the
/// value says the same there.
/// </summary>
internal static class RenamedParameters
{
    private static readonly string[] Old =
    [
        "authorized_verp_clients", "fallback_relay", "lmtp_per_record_deadline", "postscreen_dnsbl_whitelist_threshold",
        "postscreen_whitelist_interfaces", "smtp_per_record_deadline", "smtpd_client_connection_limit_exceptions",
        "smtpd_per_record_deadline", "virtual_maps",
    ];

    /// <summary>What it is called now; null where it is no old name.</summary>
    public static string? NameOf(string old) => Old.Contains(old) ? ParameterTable.Find(old)?.Replacement : null;

    /// <summary>What to say where the new name is set as well, which Postfix then heeds.</summary>
    public static Outcome Superseded(string name) => Outcome.Obsolete($"{name}, as it is called now, is set too and counts.");

    /// <summary>What to say of the value under the new name.</summary>
    public static string Told(string name) => $"It is called {name} now.";
}
