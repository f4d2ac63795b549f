using MailOperator.Api.Schema;

namespace MailOperator.Api;

/// <summary>Names a cert-manager issuer.</summary>
public sealed record IssuerReference
{
    /// <summary>The issuer's name.</summary>
    [Required]
    [Length(1, 253)]
    [Pattern(FieldPatterns.ObjectName)]
    public string Name { get; init; } = "";

    /// <summary>Whether the issuer belongs to the namespace or to the cluster.</summary>
    public IssuerKind Kind { get; init; } = IssuerKind.Issuer;

    /// <summary>The API group of the issuer; other than the default for issuers from outside cert-manager.</summary>
    [Length(1, 253)]
    [Pattern(FieldPatterns.ObjectName)]
    public string Group { get; init; } = "cert-manager.io";
}
