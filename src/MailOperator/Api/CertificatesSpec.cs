using MailOperator.Api.Schema;

namespace MailOperator.Api;

/// <summary>The certificates that are served, and when to warn of their end.</summary>
[ValidationRule("SameKeyType",
    "self.default.size() < 2 || has(self.default[0].secretRef) || has(self.default[1].secretRef) "
    + "|| has(self.default[0].none) || has(self.default[1].none) "
    + "|| (has(self.default[0].privateKey) ? self.default[0].privateKey.algorithm : 'ECDSA') "
    + "!= (has(self.default[1].privateKey) ? self.default[1].privateKey.algorithm : 'ECDSA')",
    Message = "two default certificates need keys of different types: give one of them privateKey.algorithm RSA, the other ECDSA")]
[ValidationRule("SameSecret",
    "self.default.size() < 2 || !has(self.default[0].secretRef) || !has(self.default[1].secretRef) "
    + "|| self.default[0].secretRef.name != self.default[1].secretRef.name",
    Message = "two default certificates come from one Secret: remove one entry, or name another Secret")]
[ValidationRule("NoCertificate",
    "!self.default.exists(c, has(c.none)) || (self.default.size() == 1 && (!has(self.sni) || self.sni.size() == 0))",
    Message = "none stands for no certificate at all: remove the other entries, and those of sni, or remove none")]
[ValidationRule("ExpiryWarning",
    "!self.expiryWarning" + FieldPatterns.IsDuration + " || duration(self.expiryWarning) > duration('0s')",
    Message = "expiryWarning must be longer than 0s, such as 336h")]
[ValidationRule("KeyRolloverDelay",
    "!self.keyRolloverDelay" + FieldPatterns.IsDuration + " || duration(self.keyRolloverDelay) <= duration('720h')",
    Message = "keyRolloverDelay must be at most 720h, such as 48h")]
public sealed record CertificatesSpec
{
    /// <summary>The certificate that clients get. Two entries, one RSA and one ECDSA, serve old and new clients alike.</summary>
    [Required]
    [Items(1, 2)]
    public IReadOnlyList<DefaultCertificate> Default { get; init; } = [];

    /// <summary>Certificates for clients that name a host (tls_server_sni_maps), for at most 2000 hosts together.</summary>
    [Items(0, 256)]
    public IReadOnlyList<SniCertificate> Sni { get; init; } = [];

    /// <summary>How long a certificate with a new key waits before it is served in place of the one before, so that the TLSA record of the
    /// key (status.certificates[].next.tlsa) can be published first: as long as publishing takes, and the TTL of the records (RFC 7671
    /// section 8.1). It waits no longer than until an hour before the end of the one before. 0s serves it at once.</summary>
    public KubernetesDuration KeyRolloverDelay { get; init; } = KubernetesDuration.FromSeconds(0);

    /// <summary>How long before a certificate's end the operator begins to warn.</summary>
    public KubernetesDuration ExpiryWarning { get; init; } = KubernetesDuration.FromHours(336);
}
