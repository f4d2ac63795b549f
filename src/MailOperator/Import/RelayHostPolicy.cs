using MailOperator.Api;
using MailOperator.Postfix;

namespace MailOperator.Import;

/// <summary>
/// The policy of a relay host without a port. Postfix looks it up by the next hop as it is written, and the operator writes the port:
/// without it, the policy would hold no more.
/// </summary>
internal static class RelayHostPolicy
{
    /// <summary>The relay host as the operator writes it.</summary>
    public static string NextHop(RelayHostSpec relay) => new RelayHost(relay.Host, relay.Port) { LookupMx = relay.LookupMx }.NextHop;

    /// <summary>
    /// The policies, of which the one that held for the relay host as it was written holds for it as the operator writes it.
    /// </summary>
    public static IReadOnlyList<OutboundPolicySpec> Moved(IReadOnlyList<OutboundPolicySpec> policies, RelayHostSpec relay, string written)
    {
        var nextHop = NextHop(relay);
        if (Is(written, nextHop) || PolicyOf(policies, written) is not { } held)
            return policies;
        // A policy for all below a domain is for others too, and stays.
        return [.. policies.Where(policy => !Is(policy.Domain, nextHop) && !Is(policy.Domain, written)), held with { Domain = nextHop }];
    }

    // smtp(8) tries the parents of a name, .example.com and .com, and of nothing in brackets or with a port.
    private static OutboundPolicySpec? PolicyOf(IReadOnlyList<OutboundPolicySpec> policies, string written)
    {
        for (var key = written; ;)
        {
            if (policies.FirstOrDefault(policy => Is(policy.Domain, key)) is { } policy)
                return policy;
            if (written.StartsWith('[') || written.Contains(':', StringComparison.Ordinal) || key.IndexOf('.', 1) is not (> 0 and var dot))
                return null;
            key = key[dot..];
        }
    }

    private static bool Is(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
