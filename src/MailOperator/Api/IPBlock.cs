using MailOperator.Api.Schema;

namespace MailOperator.Api;

/// <summary>A range of addresses (Kubernetes API, networking/v1 IPBlock).</summary>
public sealed record IPBlock
{
    /// <summary>The range, such as 192.0.2.0/24 or 2001:db8::/32.</summary>
    [Required]
    [Length(1, 49)]
    [Pattern(FieldPatterns.Cidr)]
    public string Cidr { get; init; } = "";

    /// <summary>Ranges within it that are left out.</summary>
    [Items(0, 100)]
    [Length(1, 49)]
    [Pattern(FieldPatterns.Cidr)]
    public IReadOnlyList<string> Except { get; init; } = [];
}
