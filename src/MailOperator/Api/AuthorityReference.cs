using MailOperator.Api.Schema;

namespace MailOperator.Api;

/// <summary>Names certificates of authorities, in PEM, in an object of the resource's namespace.</summary>
public sealed record AuthorityReference
{
    /// <summary>The object's name.</summary>
    [Required]
    [Length(1, 253)]
    [Pattern(FieldPatterns.ObjectName)]
    public string Name { get; init; } = "";

    /// <summary>The entry that holds the certificates.</summary>
    [Length(1, 253)]
    [Pattern(FieldPatterns.DataKey)]
    public string Key { get; init; } = "ca.crt";

    /// <summary>What kind of object it is.</summary>
    public AuthorityKind Kind { get; init; } = AuthorityKind.Secret;
}
