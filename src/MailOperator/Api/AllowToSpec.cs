using MailOperator.Api.Schema;

namespace MailOperator.Api;

/// <summary>Where the pods may connect to, on which ports.</summary>
public sealed record AllowToSpec
{
    /// <summary>The hosts; any when empty.</summary>
    [Items(0, 64)]
    public IReadOnlyList<NetworkPeer> To { get; init; } = [];

    /// <summary>The TCP ports on them.</summary>
    [Required]
    [Items(1, 64)]
    [RangeMinimum(1)]
    [RangeMaximum(65535)]
    public IReadOnlyList<int> Ports { get; init; } = [];
}
