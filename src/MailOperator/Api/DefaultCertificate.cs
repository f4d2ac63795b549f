using MailOperator.Api.Schema;

namespace MailOperator.Api;

/// <summary>A certificate for clients that name no host, or one that has no certificate of its own: exactly one of secretRef, issuerRef,
/// selfSigned and none.</summary>
[ValidationRule("CertificateSource",
    "(has(self.secretRef) ? 1 : 0) + (has(self.issuerRef) ? 1 : 0) + (has(self.selfSigned) ? 1 : 0) + (has(self.none) ? 1 : 0) == 1",
    Message = "give exactly one of secretRef, issuerRef, selfSigned and none")]
[ValidationRule("OptionsOfNoCertificate",
    "!has(self.none) || !(has(self.privateKey) || has(self.duration) || has(self.renewBefore) "
    + "|| (has(self.dnsNames) && self.dnsNames.size() > 0))",
    Message = "privateKey, duration, renewBefore and dnsNames are for certificates that are made: remove them beside none")]
public sealed record DefaultCertificate : CertificateSource
{
    /// <summary>No certificate: anonymous TLS (smtpd_tls_cert_file = none), which hides mail from whoever listens and proves nothing. For
    /// mx in closed networks alone; most clients cannot connect.</summary>
    public NoCertificate? None { get; init; }
}
