using MailOperator.Api.Schema;

namespace MailOperator.Api;

/// <summary>TLS towards one destination.</summary>
[ValidationRule("PolicyFingerprints",
    "(self.level == 'Fingerprint') == (has(self.fingerprints) && self.fingerprints.size() > 0)",
    Message = "level Fingerprint needs fingerprints, and no other level heeds them: give both or neither")]
[ValidationRule("PolicyMatch",
    "!has(self.match) || self.match.size() == 0 || self.level in ['Verify', 'Secure']",
    Message = "only Verify and Secure look at the name in a certificate: use one of them, or remove match")]
public sealed record OutboundPolicySpec
{
    /// <summary>
    /// The destination: a domain, .example.com for all below it, or [host]:port just as the relay host or a transport names it.
    /// </summary>
    [Required]
    [Length(1, 260)]
    [Pattern(FieldPatterns.NextHop)]
    public string Domain { get; init; } = "";

    /// <summary>How TLS is used.</summary>
    [Required]
    public OutboundSecurityLevel Level { get; init; } = OutboundSecurityLevel.Secure;

    /// <summary>What the certificate has to name, any of these: nexthop, dot-nexthop, hostname, a name, or .example.com for those below
    /// it. When empty, Verify looks for hostname, Secure for nexthop and dot-nexthop.</summary>
    [Items(0, 16)]
    [Length(1, 254)]
    [Pattern(FieldPatterns.CertificateMatch)]
    [ListSet]
    public IReadOnlyList<string> Match { get; init; } = [];

    /// <summary>SHA-256 of certificates, or of their public keys, one of which the server must have. Names, dates and authorities are
    /// not looked at.</summary>
    [Items(0, 16)]
    [Length(64, 95)]
    [Pattern(FieldPatterns.Sha256)]
    [ListSet]
    public IReadOnlyList<string> Fingerprints { get; init; } = [];

    /// <summary>The oldest protocol; TLSv1.2 when absent.</summary>
    public TlsProtocol? MinimumProtocol { get; init; }

    /// <summary>The grade of ciphers; Medium when absent.</summary>
    public CipherGrade? CipherGrade { get; init; }

    /// <summary>Ciphers that are not used, by OpenSSL's names, such as aNULL or kRSA.</summary>
    [Items(0, 64)]
    [Length(1, 64)]
    [Pattern(FieldPatterns.CipherName)]
    [ListSet]
    public IReadOnlyList<string> ExcludeCiphers { get; init; } = [];

    /// <summary>The name that the server is asked for (SNI); none is asked for when absent, but with DANE.</summary>
    [Length(4, 253)]
    [Pattern(FieldPatterns.Fqdn)]
    public string? ServerName { get; init; }
}
