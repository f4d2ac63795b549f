using MailOperator.Api.Schema;

namespace MailOperator.Api;

/// <summary>Who may connect to each listener.</summary>
public sealed record AllowFromSpec
{
    /// <summary>Who may connect to mx; anyone when empty.</summary>
    [Items(0, 64)]
    public IReadOnlyList<NetworkPeer> Mx { get; init; } = [];

    /// <summary>Who may connect to submission; anyone when empty.</summary>
    [Items(0, 64)]
    public IReadOnlyList<NetworkPeer> Submission { get; init; } = [];

    /// <summary>Who may connect to submissions; anyone when empty.</summary>
    [Items(0, 64)]
    public IReadOnlyList<NetworkPeer> Submissions { get; init; } = [];
}
