using MailOperator.Api;
using MailOperator.Postfix;
using OutboundSecurityLevel = MailOperator.Api.OutboundSecurityLevel;

namespace MailOperator.Admission.Rules;

/// <summary>Rules about mail to other servers.</summary>
internal static class OutboundRules
{
    private const string Field = "spec.outbound.securityLevel";

    private const string HostLookup = "smtp_host_lookup";

    public static IReadOnlyList<Rule> All { get; } =
    [
        Rule.Error("OutboundLevel", Field, spec => spec.Outbound.SecurityLevel == OutboundSecurityLevel.Fingerprint,
            "Fingerprint needs fingerprints for each destination. Give policies with them, and use another level for the rest."),
        Rule.Error("OutboundLogLevel", "spec.outbound.logLevel", spec => spec.Outbound.LogLevel is < 0 or >= 4,
            "Level 4 logs what is sent inside TLS, passwords too. Use 1, or 2 or 3 while looking for a fault."),
        Rule.Warning("VerboseOutboundLog", "spec.outbound.logLevel", spec => spec.Outbound.LogLevel is 2 or 3,
            "Levels 2 and 3 log many lines for each session. Go back to 1 when the fault is found."),
        Rule.Warning("DaneResolver", Field, spec => Levels(spec).Any(IsDane) && spec.Workload.DnsPolicy != DnsPolicy.None,
            "Only with a resolver that validates DNSSEC is there DANE: with any other, Dane is no more than May, and DaneOnly sends "
                + "nothing. Name one in spec.workload.dnsConfig, and set dnsPolicy to None."),
        Rule.Error("DaneLookup", resource => Levels(resource.Spec).Any(IsDane) ? OtherLookups(resource.Spec.Postfix) : []),
        Rule.Warning("OutboundBounces", Field,
            spec => spec.Outbound.RelayHost is null && spec.Outbound.SecurityLevel is OutboundSecurityLevel.Encrypt
                or OutboundSecurityLevel.DaneOnly or OutboundSecurityLevel.Verify or OutboundSecurityLevel.Secure,
            "Mail to servers that do not meet this level waits in the queue and bounces. Use May or Dane where mail goes to the whole "
                + "Internet."),
        Rule.Error("RequireTlsVersion", "spec.outbound.requireTls",
            spec => spec.Outbound.RequireTls is not null && !AdmittedRelease.Of(spec).IsAtLeast(FirstRelease.RequireTls),
            $"REQUIRETLS came with Postfix {FirstRelease.RequireTls}. "
                + $"Set spec.postfix.version to that of the image when it is {FirstRelease.RequireTls} or later, or remove this."),
        Rule.Error("TlsReportsVersion", "spec.outbound.tlsReports.enabled",
            spec => spec.Outbound.TlsReports.Enabled && !AdmittedRelease.Of(spec).IsAtLeast(FirstRelease.TlsReports),
            $"TLS reports came with Postfix {FirstRelease.TlsReports}. "
                + $"Set spec.postfix.version to that of the image when it is {FirstRelease.TlsReports} or later, or disable this."),
        Rule.Warning("TlsReportsCollector", "spec.outbound.tlsReports.enabled", spec => spec.Outbound.TlsReports.Enabled,
            "Without a collector at the socket, results are lost. "
                + "Put one into the pods, such as a sidecar that an admission webhook injects."),
    ];

    private static IEnumerable<OutboundSecurityLevel> Levels(MailServerTlsSpec spec) =>
        spec.Outbound.Policies.Select(policy => policy.Level).Append(spec.Outbound.SecurityLevel);

    private static bool IsDane(OutboundSecurityLevel level) => level is OutboundSecurityLevel.Dane or OutboundSecurityLevel.DaneOnly;

    // postconf(5): dns, native or both, in any order; TLSA records and their signatures are in DNS alone.
    private static IEnumerable<Fault> OtherLookups(PostfixSpec postfix) =>
        from place in postfix.MasterCf.OrderBy(change => change.Key, StringComparer.Ordinal)
            .Select(change => (Field: $"spec.postfix.masterCf[{change.Key}].options", Parameters: change.Value.Options))
            .Prepend((Field: "spec.postfix.mainCf", Parameters: postfix.MainCf))
        where place.Parameters.TryGetValue(HostLookup, out var value) && !value.Contains("dns", StringComparison.OrdinalIgnoreCase)
        select new Fault($"{place.Field}[{HostLookup}]",
            "DANE is of hosts that are looked up in DNS. Remove it, or let no level be Dane or DaneOnly.");
}
