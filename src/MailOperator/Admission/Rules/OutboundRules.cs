using MailOperator.Api;

namespace MailOperator.Admission.Rules;

/// <summary>Rules about TLS towards other servers.</summary>
internal static class OutboundRules
{
    private const string Field = "spec.outbound.securityLevel";

    public static IReadOnlyList<Rule> All { get; } =
    [
        Rule.Error("OutboundLevel", Field, spec => spec.Outbound.SecurityLevel == OutboundSecurityLevel.Fingerprint,
            "Fingerprint needs fingerprints for each destination, for which there is no field yet. Use Secure, Verify or Dane."),
        Rule.Warning("DaneResolver", Field,
            spec => spec.Outbound.SecurityLevel is OutboundSecurityLevel.Dane or OutboundSecurityLevel.DaneOnly,
            "DANE works only with a resolver that validates DNSSEC and that the pods may trust. See to it that theirs is one."),
        Rule.Warning("OutboundBounces", Field,
            spec => spec.Outbound.SecurityLevel is OutboundSecurityLevel.Encrypt or OutboundSecurityLevel.DaneOnly
                or OutboundSecurityLevel.Verify or OutboundSecurityLevel.Secure,
            "Mail to servers that do not meet this level waits in the queue and bounces. Use May or Dane where mail goes to the whole "
                + "Internet."),
    ];
}
