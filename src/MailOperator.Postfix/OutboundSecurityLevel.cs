namespace MailOperator.Postfix;

/// <summary>How TLS is used towards other servers: <c>smtp_tls_security_level</c>, postconf(5).</summary>
public enum OutboundSecurityLevel
{
    /// <summary>TLS where the other side offers it; certificates are not verified. The default.</summary>
    May,

    /// <summary>TLS always; certificates are not verified.</summary>
    Encrypt,

    /// <summary>
    /// DANE (RFC 7672) where the other side publishes TLSA records, else as <see cref="May"/>. Needs a validating resolver.
    /// </summary>
    Dane,

    /// <summary>DANE always. Needs a validating resolver.</summary>
    DaneOnly,

    /// <summary>Pinned certificates. Useless without fingerprints: set <c>smtp_tls_fingerprint_cert_match</c> or a policy map.</summary>
    Fingerprint,

    /// <summary>TLS with a certificate that names the MX host, whose name came by DNS.</summary>
    Verify,

    /// <summary>TLS with a certificate that names the next-hop domain.</summary>
    Secure,
}
