namespace MailOperator.Postfix;

/// <summary>
/// postscreen(8) before smtpd(8) on mx: it lets clients wait for the rest of its greeting, looks them up in block lists, and hands on
/// those that pass (POSTSCREEN_README). What it knows of clients is kept by each pod for itself, as long as the pod lives.
/// </summary>
public sealed record Postscreen
{
    /// <summary><c>postscreen_greet_action</c>: for clients that speak before their turn. Default Ignore.</summary>
    public PostscreenAction GreetAction { get; init; }

    /// <summary>
    /// <c>postscreen_greet_wait</c> in whole seconds: how long a client that is not known yet has to wait. Null leaves the default of
    /// Postfix: 6 s, and 2 s under stress.
    /// </summary>
    public TimeSpan? GreetWait { get; init; }

    /// <summary>
    /// <c>postscreen_access_list</c>: clients that are not tested, or not taken. The first range that holds the client counts. Networks
    /// that are trusted are never tested, and neither is the pod itself.
    /// </summary>
    public IReadOnlyList<PostscreenAccess> AccessList { get; init; } = [];

    /// <summary><c>postscreen_denylist_action</c>: for clients that the access list rejects. Default Ignore.</summary>
    public PostscreenAction DenyListAction { get; init; }

    /// <summary><c>postscreen_dnsbl_sites</c>.</summary>
    public IReadOnlyList<DnsBlockList> DnsBlockLists { get; init; } = [];

    /// <summary><c>postscreen_dnsbl_threshold</c>: the score from which on a client has failed. Default 1.</summary>
    public int DnsBlockListThreshold { get; init; } = 1;

    /// <summary><c>postscreen_dnsbl_action</c>: for clients with such a score. Default Ignore.</summary>
    public PostscreenAction DnsBlockListAction { get; init; }
}
