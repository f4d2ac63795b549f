using MailOperator.Api.Schema;

namespace MailOperator.Api;

/// <summary>The certificates that are served, and when to warn of their end.</summary>
[ValidationRule("SameKeyType",
    "self.default.size() < 2 || has(self.default[0].secretRef) || has(self.default[1].secretRef) || has(self.default[0].none) || has(self.default[1].none) || (has(self.default[0].privateKey) ? self.default[0].privateKey.algorithm : 'ECDSA') != (has(self.default[1].privateKey) ? self.default[1].privateKey.algorithm : 'ECDSA')",
    Message = "two default certificates need keys of different types: give one of them privateKey.algorithm RSA, the other ECDSA")]
[ValidationRule("SameSecret",
    "self.default.size() < 2 || !has(self.default[0].secretRef) || !has(self.default[1].secretRef) || self.default[0].secretRef.name != self.default[1].secretRef.name",
    Message = "two default certificates come from one Secret: remove one entry, or name another Secret")]
[ValidationRule("NoCertificate",
    "!self.default.exists(c, has(c.none)) || (self.default.size() == 1 && (!has(self.sni) || self.sni.size() == 0))",
    Message = "none stands for no certificate at all: remove the other entries, and those of sni, or remove none")]
[ValidationRule("ExpiryWarning",
    "duration(self.expiryWarning) > duration('0s')",
    Message = "expiryWarning must be longer than 0s, such as 336h")]
public sealed record CertificatesSpec
{
    /// <summary>The certificate that clients get. Two entries, one RSA and one ECDSA, serve old and new clients alike.</summary>
    [Required]
    [Items(1, 2)]
    public IReadOnlyList<DefaultCertificate> Default { get; init; } = [];

    /// <summary>Certificates for clients that name a host (tls_server_sni_maps).</summary>
    [Items(0, 256)]
    public IReadOnlyList<SniCertificate> Sni { get; init; } = [];

    /// <summary>How long before a certificate's end the operator begins to warn.</summary>
    public KubernetesDuration ExpiryWarning { get; init; } = KubernetesDuration.FromHours(336);
}
