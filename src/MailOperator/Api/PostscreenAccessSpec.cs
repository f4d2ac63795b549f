using MailOperator.Api.Schema;

namespace MailOperator.Api;

/// <summary>A range of postscreen's access list.</summary>
public sealed record PostscreenAccessSpec
{
    /// <summary>The range, such as 192.0.2.0/24 or 2001:db8::/32.</summary>
    [Required]
    [Length(1, 49)]
    [Pattern(FieldPatterns.Cidr)]
    public string Cidr { get; init; } = "";

    /// <summary>Whether its clients are passed on untested, or have failed.</summary>
    [Required]
    public PostscreenAccess Action { get; init; }
}
