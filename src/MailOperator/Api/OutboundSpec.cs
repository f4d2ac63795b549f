using MailOperator.Api.Schema;

namespace MailOperator.Api;

/// <summary>TLS towards other servers.</summary>
[ValidationRule("OutboundLevel",
    "self.securityLevel != 'Fingerprint'",
    Message = "Fingerprint needs fingerprints for each destination, which cannot be given yet: use Secure, Verify or Dane")]
public sealed record OutboundSpec
{
    /// <summary>How TLS is used when mail is sent on.</summary>
    public OutboundSecurityLevel SecurityLevel { get; init; } = OutboundSecurityLevel.May;
}
