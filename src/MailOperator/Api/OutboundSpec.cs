namespace MailOperator.Api;

/// <summary>TLS towards other servers.</summary>
public sealed record OutboundSpec
{
    /// <summary>How TLS is used when mail is sent on.</summary>
    public OutboundSecurityLevel SecurityLevel { get; init; } = OutboundSecurityLevel.May;
}
