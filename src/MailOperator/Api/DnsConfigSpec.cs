using MailOperator.Api.Schema;

namespace MailOperator.Api;

/// <summary>The resolver of the pods (Kubernetes API, core/v1 PodDNSConfig).</summary>
public sealed record DnsConfigSpec
{
    /// <summary>Addresses of name servers, asked in this order on port 53. For DANE they must validate DNSSEC, and nobody may come
    /// between them and the pods.</summary>
    [Items(0, 3)]
    [Length(2, 45)]
    [Pattern(FieldPatterns.Address)]
    [ListSet]
    public IReadOnlyList<string> Nameservers { get; init; } = [];

    /// <summary>Domains in which names without dots are looked for.</summary>
    [Items(0, 6)]
    [Length(1, 63)]
    [Pattern(FieldPatterns.ObjectName)]
    [ListSet]
    public IReadOnlyList<string> Searches { get; init; } = [];

    /// <summary>Options of resolv.conf(5), such as timeout.</summary>
    [Items(0, 16)]
    [ListMap("name")]
    public IReadOnlyList<DnsConfigOption> Options { get; init; } = [];
}
