using MailOperator.Api.Schema;

namespace MailOperator.Api;

/// <summary>Where a certificate and its key come from.</summary>
[ValidationRule("OptionsOfForeignKey",
    "!has(self.secretRef) || !(has(self.privateKey) || has(self.duration) || has(self.renewBefore) "
    + "|| (has(self.dnsNames) && self.dnsNames.size() > 0))",
    Message = "privateKey, duration, renewBefore and dnsNames are for certificates that are made: remove them beside secretRef")]
[ValidationRule("CertificateDuration",
    "!has(self.duration) || !self.duration" + FieldPatterns.IsDuration + " || duration(self.duration) >= duration('1h')",
    Message = "duration is shorter than 1h: ask for 1h or more")]
[ValidationRule("RenewBefore",
    "!has(self.renewBefore) || !self.renewBefore" + FieldPatterns.IsDuration
    + " || (has(self.duration) && !self.duration" + FieldPatterns.IsDuration + ") "
    + "|| (duration(self.renewBefore) >= duration('5m') "
    + "&& duration(self.renewBefore).getSeconds() * 10 <= duration(has(self.duration) ? self.duration : '2160h').getSeconds() * 9)",
    Message = "renewBefore must be at least 5m and at most nine tenths of duration (2160h when absent), "
        + "or the certificate is renewed without end")]
[ValidationRule("SelfSignedEd25519",
    "!has(self.selfSigned) || !has(self.privateKey) || self.privateKey.algorithm != 'Ed25519'",
    Message = "the operator makes no Ed25519 certificates: use ECDSA or RSA, or an issuer")]
public abstract record CertificateSource
{
    /// <summary>An existing Secret of type kubernetes.io/tls: tls.key unencrypted, tls.crt with the leaf first.</summary>
    public SecretReference? SecretRef { get; init; }

    /// <summary>A cert-manager issuer. The operator owns the Certificate, cert-manager issues and renews it.</summary>
    public IssuerReference? IssuerRef { get; init; }

    /// <summary>The operator makes and renews the certificate.</summary>
    public SelfSignedSource? SelfSigned { get; init; }

    /// <summary>The key to make; ECDSA P-256 when absent. Not with secretRef.</summary>
    public PrivateKeySpec? PrivateKey { get; init; }

    /// <summary>How long the certificate is asked to be valid; 2160h (90 days) when absent. At least 1h. Not with secretRef.</summary>
    public KubernetesDuration? Duration { get; init; }

    /// <summary>How long before its end the certificate is renewed; a third of the duration when absent. From 5m to nine
    /// tenths of the duration. Not with secretRef.</summary>
    public KubernetesDuration? RenewBefore { get; init; }

    /// <summary>Names that the certificate carries besides those that it is for; a leading *. is allowed. Not with secretRef.</summary>
    [Items(0, 100)]
    [Length(1, 253)]
    [Pattern(FieldPatterns.DnsNameOrWildcard)]
    [ListSet]
    public IReadOnlyList<string> DnsNames { get; init; } = [];
}
