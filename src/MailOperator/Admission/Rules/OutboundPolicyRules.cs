using System.Globalization;
using MailOperator.Api;
using OutboundSecurityLevel = MailOperator.Api.OutboundSecurityLevel;

namespace MailOperator.Admission.Rules;

/// <summary>Rules about TLS towards single destinations.</summary>
internal static class OutboundPolicyRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        Rule.Error("DuplicatePolicy", Duplicates),
        ForEach("PolicyDomain", ".domain", policy => !IsNextHop(policy.Domain),
            "No mail goes to such a destination. Give a domain such as example.com, its subdomains as .example.com, or a host such as "
                + "[mail.example.com]:587, with a port from 1 to 65535."),
        ForEach("PolicyFingerprints", ".fingerprints",
            policy => policy.Level == OutboundSecurityLevel.Fingerprint != policy.Fingerprints.Count > 0,
            "Level Fingerprint needs fingerprints, and no other level heeds them. Give both or neither."),
        ForEach("PolicyMatch", ".match",
            policy => policy.Match.Count > 0 && policy.Level is not (OutboundSecurityLevel.Verify or OutboundSecurityLevel.Secure),
            "Only Verify and Secure look at the name in a certificate. Use one of them, or remove match."),
        Rule.Error("RelayHostPolicy", resource => resource.Spec.Outbound.RelayHost is { TlsMode: not RelayHostTlsMode.Opportunistic } relay
            ? Broken(resource, ".level",
                policy => RelayHostRules.IsFor(relay, policy)
                    && policy.Level is (OutboundSecurityLevel.May or OutboundSecurityLevel.Dane),
                "The relay host is reached over TLS only, and this level would do without. "
                    + "Use Encrypt, DaneOnly, Fingerprint, Verify or Secure.")
            : []),
        Warn("PolicyHostname", ".match",
            policy => policy.Level == OutboundSecurityLevel.Secure && policy.Match.Contains("hostname"),
            "hostname takes the name from DNS, which an attacker may forge, so that Secure is no more than Verify. Use nexthop, or names."),
        Rule.Warning("LegacyOutbound", resource =>
        [
            .. Broken(resource, ".minimumProtocol", policy => policy.MinimumProtocol is Api.TlsProtocol.Tls10 or Api.TlsProtocol.Tls11,
                "TLS 1.0 and 1.1 are spoken to this destination, which RFC 8996 forbids. Go to TLSv1.2 when its server can."),
            .. OldProtocols("spec.postfix.mainCf", resource.Spec.Postfix.MainCf),
            .. resource.Spec.Postfix.MasterCf.OrderBy(change => change.Key, StringComparer.Ordinal)
                .SelectMany(change => OldProtocols($"spec.postfix.masterCf[{change.Key}].options", change.Value.Options)),
        ]),
    ];

    // The port follows the last colon outside of brackets; in them stands a host, of mail to user@[IPv6:2001:db8::1] that literal (RFC
    // 5321).
    private static bool IsNextHop(string domain)
    {
        var port = domain.IndexOf(':', domain.IndexOf(']') + 1);
        if (port >= 0
            && (!int.TryParse(domain.AsSpan(port + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                || number is < 1 or > 65535))
            return false;
        var name = port < 0 ? domain : domain[..port];
        if (!name.StartsWith('['))
            return RelayHostRules.IsHost(name.StartsWith('.') ? name[1..] : name);
        var host = name.Trim('[', ']');
        return RelayHostRules.IsHost(host.StartsWith("IPv6:", StringComparison.OrdinalIgnoreCase) ? host["IPv6:".Length..] : host);
    }

    private static IEnumerable<Fault> OldProtocols(string field, IReadOnlyDictionary<string, string> parameters) =>
        from name in ProtocolRange.OutboundParameters
        where parameters.TryGetValue(name, out var value) && ProtocolRange.Parse(value) is { Minimum: < Api.TlsProtocol.Tls12 }
        select new Fault(
            $"{field}[{name}]",
            "TLS 1.0 and 1.1 are spoken to all destinations, which RFC 8996 forbids. Remove it, and give those whose servers cannot do "
                + "more a policy with minimumProtocol.");

    private static IEnumerable<Fault> Duplicates(MailServerTls resource)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (index, policy) in resource.Spec.Outbound.Policies.Index())
        {
            if (!seen.Add(policy.Domain))
            {
                yield return new Fault(
                    FormattableString.Invariant($"spec.outbound.policies[{index}].domain"),
                    "The destination has a policy already. Merge the two.");
            }
        }
    }

    private static Rule ForEach(string name, string below, Func<OutboundPolicySpec, bool> broken, string message) =>
        Rule.Error(name, resource => Broken(resource, below, broken, message));

    private static Rule Warn(string name, string below, Func<OutboundPolicySpec, bool> broken, string message) =>
        Rule.Warning(name, resource => Broken(resource, below, broken, message));

    private static IEnumerable<Fault> Broken(MailServerTls resource, string below, Func<OutboundPolicySpec, bool> broken, string message) =>
        from policy in resource.Spec.Outbound.Policies.Index()
        where broken(policy.Item)
        select new Fault(FormattableString.Invariant($"spec.outbound.policies[{policy.Index}]{below}"), message);
}
