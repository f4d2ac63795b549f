using MailOperator.Api.Schema;

namespace MailOperator.Api.Status;

/// <summary>Where clients reach the server.</summary>
public sealed record AddressStatus
{
    /// <summary>What the address is.</summary>
    [Required]
    public AddressType Type { get; init; } = AddressType.IPAddress;

    /// <summary>The address.</summary>
    [Required]
    [Length(1, 253)]
    public string Value { get; init; } = "";
}
