using MailOperator.Api.Schema;

namespace MailOperator.Api;

/// <summary>A certificate for clients that name one of these hosts (SNI, RFC 6066 section 3): exactly one of secretRef, issuerRef and
/// selfSigned.</summary>
[ValidationRule("SniCertificateSource",
    "(has(self.secretRef) ? 1 : 0) + (has(self.issuerRef) ? 1 : 0) + (has(self.selfSigned) ? 1 : 0) == 1",
    Message = "give exactly one of secretRef, issuerRef and selfSigned")]
public sealed record SniCertificate : CertificateSource
{
    /// <summary>The hosts, each of which the certificate must be for. A leading dot stands for all subdomains, and needs a certificate for
    /// *.domain. Two entries may have one host when their keys are of different types.</summary>
    [Required]
    [Items(1, 100)]
    [Length(4, 128)]
    [Pattern(FieldPatterns.SniHost)]
    [ListSet]
    public IReadOnlyList<string> Hosts { get; init; } = [];
}
