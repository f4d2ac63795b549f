using MailOperator.Api.Schema;

namespace MailOperator.Api;

/// <summary>A list in DNS that clients are looked up in by their address (RFC 5782).</summary>
public sealed record DnsBlockListSpec
{
    /// <summary>The domain of the list. Rejected clients are told it.</summary>
    [Required]
    [Length(4, 253)]
    [Pattern(FieldPatterns.Fqdn)]
    public string Domain { get; init; } = "";

    /// <summary>The replies that count, such as 127.0.0.2 or 127.0.0.[2..11;14]; any when absent. Many lists have replies that say that
    /// they do not serve your resolver: name those that list a client.</summary>
    [Length(7, 128)]
    [Pattern(FieldPatterns.DnsReply)]
    public string? Reply { get; init; }

    /// <summary>
    /// What such a reply adds to the client's score; a negative number speaks for the client, as for a list of good ones.
    /// </summary>
    [RangeMinimum(-1000)]
    [RangeMaximum(1000)]
    public int Weight { get; init; } = 1;
}
