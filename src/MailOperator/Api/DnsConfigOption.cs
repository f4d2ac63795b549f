using MailOperator.Api.Schema;

namespace MailOperator.Api;

/// <summary>An option of resolv.conf(5).</summary>
public sealed record DnsConfigOption
{
    /// <summary>Its name, such as timeout or use-vc.</summary>
    [Required]
    [Length(1, 63)]
    [Pattern(FieldPatterns.ResolverOption)]
    public string Name { get; init; } = "";

    /// <summary>Its value, where it has one.</summary>
    [Length(1, 63)]
    [Pattern(FieldPatterns.ResolverOption)]
    public string? Value { get; init; }
}
