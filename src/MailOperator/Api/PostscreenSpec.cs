using MailOperator.Api.Schema;

namespace MailOperator.Api;

/// <summary>postscreen before mx (POSTSCREEN_README): clients that it does not know yet wait for the rest of its greeting, are looked up
/// in block lists, and are handed on when they pass. Clients of trustedNetworks, and the pod itself, are never tested. Each pod keeps for
/// itself, and as long as it lives, which clients it knows. The tests after the greeting, after which clients must connect once more, are
/// off; spec.postfix.mainCf can switch them on.</summary>
public sealed record PostscreenSpec
{
    /// <summary>
    /// Whether postscreen takes the port of mx. What it finds is only logged until one of the actions is Enforce or Drop.
    /// </summary>
    public bool Enabled { get; init; }

    /// <summary>For clients that speak before their turn (postscreen_greet_action).</summary>
    public PostscreenAction GreetAction { get; init; } = PostscreenAction.Ignore;

    /// <summary>How long a client that is not known waits for the rest of the greeting (postscreen_greet_wait), 1s to 10s; 6s when
    /// absent, and 2s when the server is overloaded. The operator's probes wait too.</summary>
    public KubernetesDuration? GreetWait { get; init; }

    /// <summary>Ranges of clients that are not tested, or have failed (postscreen_access_list); the first that holds the client
    /// counts.</summary>
    [Items(0, 256)]
    public IReadOnlyList<PostscreenAccessSpec> AccessList { get; init; } = [];

    /// <summary>For clients that accessList rejects (postscreen_denylist_action).</summary>
    public PostscreenAction DenyListAction { get; init; } = PostscreenAction.Ignore;

    /// <summary>Lists in DNS by which clients are scored (postscreen_dnsbl_sites).</summary>
    [Items(0, 64)]
    public IReadOnlyList<DnsBlockListSpec> DnsBlockLists { get; init; } = [];

    /// <summary>The score from which on a client has failed (postscreen_dnsbl_threshold).</summary>
    [RangeMinimum(1)]
    [RangeMaximum(10000)]
    public int DnsBlockListThreshold { get; init; } = 1;

    /// <summary>For clients with such a score (postscreen_dnsbl_action).</summary>
    public PostscreenAction DnsBlockListAction { get; init; } = PostscreenAction.Ignore;
}
