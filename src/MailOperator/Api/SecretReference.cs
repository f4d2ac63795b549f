using MailOperator.Api.Schema;

namespace MailOperator.Api;

/// <summary>Names a Secret of the resource's namespace.</summary>
public sealed record SecretReference
{
    /// <summary>The Secret's name.</summary>
    [Required]
    [Length(1, 253)]
    [Pattern(FieldPatterns.ObjectName)]
    public string Name { get; init; } = "";
}
