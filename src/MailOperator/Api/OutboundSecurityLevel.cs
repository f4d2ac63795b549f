using System.Text.Json.Serialization;

namespace MailOperator.Api;

/// <summary>How TLS is used towards other servers (<c>smtp_tls_security_level</c>).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OutboundSecurityLevel>))]
public enum OutboundSecurityLevel
{
    /// <summary>TLS where the other side offers it; certificates are not verified.</summary>
    May,

    /// <summary>TLS always; certificates are not verified. Mail to servers without TLS waits and bounces.</summary>
    Encrypt,

    /// <summary>DANE (RFC 7672) where the other side publishes TLSA records, else May. Without a resolver that validates DNSSEC
    /// (workload.dnsConfig) it is May for everybody.</summary>
    Dane,

    /// <summary>DANE always. Mail to domains without TLSA records waits and bounces; all mail does so without a resolver that
    /// validates DNSSEC (workload.dnsConfig).</summary>
    DaneOnly,

    /// <summary>Pinned certificates. Needs fingerprints for each destination.</summary>
    Fingerprint,

    /// <summary>TLS with a certificate that names the MX host, whose name came by DNS.</summary>
    Verify,

    /// <summary>TLS with a certificate that names the next-hop domain.</summary>
    Secure,
}
