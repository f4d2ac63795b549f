using System.Collections.Frozen;

namespace MailOperator.Postfix.Parameters;

/// <summary>Parameters of old guides that went before the oldest measured release, with what to do instead.</summary>
internal static class RemovedParameters
{
    private static readonly FrozenDictionary<string, string> Remedies = new Dictionary<string, string>
    {
        ["smtp_skip_4xx_greeting"] = "Remove it: Postfix tries the next server.",
        ["smtp_tls_cipherlist"] = "Use smtp_tls_mandatory_ciphers, or remove it: the default is right.",
        ["smtpd_sasl_application_name"] = "Use spec.authentication instead.",
        ["smtpd_tls_cipherlist"] = "Use spec.tls.profile instead.",
        ["tls_daemon_random_source"] = "Remove it: the default of tls_random_source is right.",
        ["tls_dane_digest_agility"] = "Remove it: Postfix always does so.",
        ["tls_dane_trust_anchor_digest_enable"] = "Remove it: Postfix always does so.",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The names.</summary>
    public static IEnumerable<string> Names => Remedies.Keys;

    /// <summary>What to do instead, or null for any other name.</summary>
    public static string? Remedy(string name) => Remedies.GetValueOrDefault(name);
}
