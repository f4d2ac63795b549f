using MailOperator.Admission;
using MailOperator.Api;
using MailOperator.Postfix.Ciphers;

namespace MailOperator.Import;

/// <summary>Reads protocols and ciphers as profile Custom says them: one range and one list for 25 and submission alike.</summary>
internal static class CustomTlsReading
{
    /// <summary>What profile Custom would say; null where something is not set, or cannot be said by it.</summary>
    public static CustomTlsSpec? Of(IReadOnlyDictionary<string, string> given)
    {
        string? Value(string name) => given.GetValueOrDefault(name);
        if (Value("smtpd_tls_protocols") is not { } protocols
            || ProtocolRange.Parse(protocols) is not { } range
            || Value("smtpd_tls_mandatory_protocols") != protocols)
            return null;
        if (range.Minimum is not (TlsProtocol.Tls12 or TlsProtocol.Tls13) || range.IsExact)
            return null;
        if (Value("smtpd_tls_ciphers") is not ("high" or "medium") || Value("smtpd_tls_mandatory_ciphers") != Value("smtpd_tls_ciphers"))
            return null;
        if (Value("smtpd_tls_exclude_ciphers") is not { } excluded || Value("smtpd_tls_mandatory_exclude_ciphers") is not "")
            return null;
        var names = ValueText.List(excluded);
        return names.Any(name => CipherNames.FindUnknown(name) is not null)
            || ValueText.Flag(Value("tls_preempt_cipherlist")) is not { } prefer
            ? null
            : new()
            {
                MinimumProtocol = range.Minimum,
                MaximumProtocol = range.Maximum,
                CipherGrade = Value("smtpd_tls_ciphers") == "high" ? CipherGrade.High : CipherGrade.Medium,
                ExcludeCiphers = names,
                PreferServerCiphers = prefer,
            };
    }
}
