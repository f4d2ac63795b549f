using BareNewline = MailOperator.Api.BareNewline;

namespace MailOperator.Import;

/// <summary>Protection from abuse of the protocol, and the PROXY protocol.</summary>
internal static class HardeningImport
{
    private const string Proxy = "smtpd_upstream_proxy_protocol";

    private const string PostscreenProxy = "postscreen_upstream_proxy_protocol";

    public static Draft Import(Found found, Draft draft) => ProxyProtocol(found, Pipelining(found, Newlines(found, draft)));

    private static Draft Newlines(Found found, Draft draft)
    {
        const string Field = "spec.hardening.bareNewline";
        if (found.Source["smtpd_forbid_bare_newline"] is not { } entry)
            return draft;
        BareNewline? way = entry.Value.ToLowerInvariant() switch
        {
            "normalize" or "yes" => BareNewline.Normalize,
            "note" => BareNewline.Note,
            "reject" => BareNewline.Reject,
            _ => null,
        };
        return way is { } known
            ? draft.Set(spec => spec with { Hardening = spec.Hardening with { BareNewline = known } }).Decide(entry, Outcome.Typed(Field))
            : draft.Decide(entry, Outcome.NotRepresentable("It would let messages be smuggled within others: Normalize is used.", Field));
    }

    private static Draft Pipelining(Found found, Draft draft)
    {
        const string Field = "spec.hardening.forbidUnauthPipelining";
        if (found.Source["smtpd_forbid_unauth_pipelining"] is not { } entry)
            return draft;
        return ValueText.Flag(entry.Value) is { } forbid
            ? draft.Set(spec => spec with { Hardening = spec.Hardening with { ForbidUnauthPipelining = forbid } })
                .Decide(entry, Outcome.Typed(Field))
            : draft.Decide(entry, Outcome.NotRepresentable("It is neither yes nor no.", Field));
    }

    private static Draft ProxyProtocol(Found found, Draft draft)
    {
        const string Field = "spec.network.proxyProtocol.enabled";
        var all = found.Listeners.Count > 0 && found.Listeners.All(listener =>
            (listener.HasPostscreen ? listener.OfPostscreen(PostscreenProxy)?.Value : listener.Effective(Proxy)) == "haproxy");
        if (all)
        {
            draft = draft
                .Set(spec => spec with
                {
                    Network = spec.Network with { ProxyProtocol = spec.Network.ProxyProtocol with { Enabled = true } },
                })
                .Note(
                    "The configuration does not say which load balancers speak the PROXY protocol: "
                        + "write spec.network.proxyProtocol.allowedSources.");
        }
        var ofPostscreen = found.Listeners.FirstOrDefault(listener => listener.HasPostscreen)?.OfPostscreen(PostscreenProxy)
            ?? found.Source[PostscreenProxy];
        foreach (var entry in found.Setting(Proxy).Select(setting => setting.Entry).Concat(ofPostscreen is null ? [] : [ofPostscreen]))
        {
            draft = draft.Decide(entry, entry.Value.Length == 0 ? Outcome.Default("No PROXY header is expected.", Field)
                : all ? Outcome.Typed(Field, "It needs allowedSources, the addresses of the load balancer.")
                : Outcome.NotRepresentable("All listeners expect a PROXY header, or none does.", Field));
        }
        return draft;
    }
}
