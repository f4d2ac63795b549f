using MailOperator.Api.Schema;

namespace MailOperator.Api;

/// <summary>Names an issuer that cert-manager asks for a certificate.</summary>
[ValidationRule("IssuerKind",
    "(has(self.group) && self.group != 'cert-manager.io') || !has(self.kind) || self.kind in ['Issuer', 'ClusterIssuer']",
    Message = "cert-manager's own kinds are Issuer and ClusterIssuer: use one of them, or set group to the API group of the external "
        + "issuer, such as awspca.cert-manager.io")]
public sealed record IssuerReference
{
    /// <summary>The group of the issuers that cert-manager has of its own.</summary>
    public const string CertManagerGroup = "cert-manager.io";

    /// <summary>The issuer's name.</summary>
    [Required]
    [Length(1, 253)]
    [Pattern(FieldPatterns.ObjectName)]
    public string Name { get; init; } = "";

    /// <summary>Issuer for one of the same namespace, ClusterIssuer for one of the whole cluster; with another group the kind that this
    /// group has, such as AWSPCAClusterIssuer of awspca.cert-manager.io.</summary>
    [Length(1, 63)]
    [Pattern(FieldPatterns.KindName)]
    public string Kind { get; init; } = "Issuer";

    /// <summary>The API group of the issuer; other than the default for issuers from outside cert-manager, which must approve requests to
    /// them.</summary>
    [Length(1, 253)]
    [Pattern(FieldPatterns.ObjectName)]
    public string Group { get; init; } = CertManagerGroup;
}
