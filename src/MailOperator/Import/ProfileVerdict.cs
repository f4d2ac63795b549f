using MailOperator.Admission;
using MailOperator.Api;

namespace MailOperator.Import;

/// <summary>What profile Intermediate makes of a parameter that it does not say word for word.</summary>
internal static class ProfileVerdict
{
    private const string Custom = "Set profile Custom with spec.tls.custom where that is not enough.";

    /// <summary>Ciphers that OpenSSL has no more, or that no grade of Postfix contains.</summary>
    private static readonly string[] Gone =
    [
        "DES", "3DES", "DES-CBC3-SHA", "EDH-RSA-DES-CBC3-SHA", "EDH-RSA-DES-CBC-SHA", "EDH-DSS-DES-CBC3-SHA",
        "ECDHE-RSA-DES-CBC3-SHA", "KRB5-DES", "KRB5-DE5", "CBC3-SHA", "CBC3", "RC4", "RC2", "RC4-SHA", "RC4-MD5", "ECDHE-RSA-RC4-SHA",
        "EXP", "EXPORT", "LOW", "eNULL", "NULL", "MD5", "IDEA", "SEED",
        "ADH", "AECDH", "PSK", "aPSK", "SRP", "DSS", "aDSS", "kDH", "aDH", "aECDH", "kECDH", "kECDHe", "kECDHr", "DHr", "DHd",
    ];

    /// <summary>The outcome.</summary>
    /// <param name="entry">The parameter.</param>
    /// <param name="meant">What profile Intermediate says in its place.</param>
    /// <param name="field">The field of the profile.</param>
    public static Outcome Of(Entry entry, string meant, string field) => entry.Name switch
    {
        _ when ValueText.Same(entry.Value, meant) => Outcome.Typed(field, "Profile Intermediate."),
        "smtpd_tls_protocols" or "smtpd_tls_mandatory_protocols" => Protocols(entry.Value, field),
        "smtpd_tls_ciphers" or "smtpd_tls_mandatory_ciphers" => Grade(entry.Value, field),
        "tls_preempt_cipherlist" =>
            Outcome.NotRepresentable($"In profile Intermediate the server's order of ciphers counts. {Custom}", field),
        _ => Exclusions(entry, meant, field),
    };

    private static Outcome Protocols(string value, string field)
    {
        if (value.Length == 0)
            return Outcome.Obsolete("Empty means every version, TLS 1.0 too: profile Intermediate begins with TLS 1.2.", field);
        if (ProtocolRange.Parse(value) is not { } range)
            return Outcome.Obsolete(
                "These are no protocols that Postfix knows, with which TLS does not work: "
                    + "profile Intermediate begins with TLS 1.2.",
                field);
        if (range.IsExact && range.Maximum < TlsProtocol.Tls12)
            return Outcome.Obsolete(
                "It allows TLS 1.0 or 1.1 alone, which no client of today speaks (RFC 8996): "
                    + "profile Intermediate begins with TLS 1.2.",
                field);
        if (range.Minimum < TlsProtocol.Tls12)
            return Outcome.Obsolete(
                "It allows TLS 1.0 or 1.1, which RFC 8996 forbids: profile Intermediate begins with TLS 1.2. "
                    + "Legacy is for clients that cannot be replaced.",
                field);
        if (range.Minimum > TlsProtocol.Tls12 || range.IsExact || range.Maximum is not null)
            return Outcome.NotRepresentable(
                $"Profile Intermediate has TLS 1.2 and later. Modern has TLS 1.3 alone on submission. {Custom}",
                field);
        return Outcome.Typed(field, "Profile Intermediate begins with TLS 1.2.");
    }

    private static Outcome Grade(string value, string field) => value switch
    {
        "high" or "medium" => Outcome.Typed(
            field,
            "Profile Intermediate says which ciphers there are: "
                + $"grade high on submission, medium on 25. {Custom}"),
        "low" or "export" or "null" => Outcome.Obsolete("Such ciphers hide nothing: profile Intermediate has better ones.", field),
        _ => Outcome.Obsolete(
            "This is no grade of Postfix, which turns TLS off where it is demanded: "
                + "profile Intermediate says which ciphers there are.",
            field),
    };

    private static Outcome Exclusions(Entry entry, string meant, string field)
    {
        var without = ValueText.List(meant);
        var more = ValueText.List(entry.Value)
            .Where(name => !without.Contains(name) && !Gone.Contains(name, StringComparer.OrdinalIgnoreCase))
            .ToArray();
        return more.Length == 0
            ? Outcome.Typed(field, "Profile Intermediate has none of these.")
            : Outcome.NotRepresentable(
                "Profile Intermediate says itself which ciphers there are, "
                    + $"and may have {string.Join(", ", more.Select(Printable))}. {Custom}",
                field);
    }

    private static string Printable(string name) => name.Length <= 40 ? name : name[..40] + "…";
}
