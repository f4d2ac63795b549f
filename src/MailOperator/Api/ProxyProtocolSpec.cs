using MailOperator.Api.Schema;

namespace MailOperator.Api;

/// <summary>The PROXY protocol, by which a load balancer tells each client's address (smtpd_upstream_proxy_protocol). Whoever may
/// connect then can pretend to be any client: only allowedSources may, in place of those of allowFrom.</summary>
[ValidationRule("ProxySources",
    "!self.enabled || (has(self.allowedSources) && self.allowedSources.size() > 0)",
    Message = "with the PROXY protocol any peer can pretend to be any client: give allowedSources, the addresses of the load balancer")]
[ValidationRule("ProxyWorld",
    "!has(self.allowedSources) || !self.allowedSources.exists(n, !n.matches('^[fF]([cCdD]|[eE][89aAbB])') "
    + "&& (n.contains(':') ? n.matches('/0?([0-9]|1[0-8])$') : n.matches('/0?[0-7]$')))",
    Message = "allowedSources holds a range as wide as an IPv4 /7 or an IPv6 /18, or wider, so that strangers could pretend to be any client: "
        + "name the load balancer's addresses")]
public sealed record ProxyProtocolSpec
{
    /// <summary>Whether each listener expects a PROXY header, version 1 or 2, before anything else.</summary>
    public bool Enabled { get; init; }

    /// <summary>Ranges of the load balancer's addresses, as the pods see them.</summary>
    [Items(0, 64)]
    [Length(1, 49)]
    [Pattern(FieldPatterns.Cidr)]
    [ListSet]
    public IReadOnlyList<string> AllowedSources { get; init; } = [];
}
