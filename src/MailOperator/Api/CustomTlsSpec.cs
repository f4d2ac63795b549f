using MailOperator.Api.Schema;

namespace MailOperator.Api;

/// <summary>Protocol versions and ciphers of profile Custom, on every listener that has this profile.</summary>
[ValidationRule("MinimumProtocol",
    "self.minimumProtocol in ['TLSv1.2', 'TLSv1.3'] && (!has(self.maximumProtocol) || self.maximumProtocol in ['TLSv1.2', 'TLSv1.3'])",
    Message = "TLS 1.0 and 1.1 are forbidden by RFC 8996: use TLSv1.2 or TLSv1.3, or profile Legacy in place of tls.custom for "
        + "clients that cannot be replaced")]
[ValidationRule("ProtocolRange",
    "!(has(self.maximumProtocol) && self.minimumProtocol == 'TLSv1.3' && self.maximumProtocol == 'TLSv1.2')",
    Message = "maximumProtocol is older than minimumProtocol, which leaves none: leave maximumProtocol out")]
public sealed record CustomTlsSpec
{
    /// <summary>The oldest version (smtpd_tls_protocols and smtpd_tls_mandatory_protocols). TLSv1 and TLSv1.1 are refused: profile
    /// Legacy has them.</summary>
    public TlsProtocol MinimumProtocol { get; init; } = TlsProtocol.Tls12;

    /// <summary>The newest version; the newest that OpenSSL has when absent.</summary>
    public TlsProtocol? MaximumProtocol { get; init; }

    /// <summary>How strong the ciphers of TLS 1.2 must be (smtpd_tls_ciphers and smtpd_tls_mandatory_ciphers).</summary>
    public CipherGrade CipherGrade { get; init; } = CipherGrade.High;

    /// <summary>Ciphers of TLS 1.2 that are not used (smtpd_tls_exclude_ciphers): names of ciphers(1) such as kRSA, SHA1 or
    /// ECDHE-RSA-AES128-SHA, or several properties joined by a plus sign, such as aRSA+SHA1. Postfix takes a misspelt name in silence:
    /// here it is refused.</summary>
    [Items(0, 128)]
    [Length(1, 128)]
    [Pattern(FieldPatterns.CipherName)]
    [ListSet]
    public IReadOnlyList<string> ExcludeCiphers { get; init; } = [];

    /// <summary>Whether the server's order of ciphers counts, not the client's (tls_preempt_cipherlist).</summary>
    public bool PreferServerCiphers { get; init; } = true;
}
