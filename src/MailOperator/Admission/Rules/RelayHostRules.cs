using System.Text.RegularExpressions;
using MailOperator.Api;
using MailOperator.Postfix;
using OutboundSecurityLevel = MailOperator.Api.OutboundSecurityLevel;

namespace MailOperator.Admission.Rules;

/// <summary>Rules about the server that takes all mail for elsewhere.</summary>
internal static partial class RelayHostRules
{
    private const string Level = "spec.outbound.securityLevel";

    private const string Relay = "spec.outbound.relayHost";

    public static IReadOnlyList<Rule> All { get; } =
    [
        Rule.Error("RelayHostLevel", Level, spec => DemandsTls(spec) && spec.Outbound.SecurityLevel == OutboundSecurityLevel.Dane,
            "Where no TLSA record is found, Dane would send to the relay host without TLS. Use DaneOnly, Encrypt, Verify or Secure."),
        Rule.Error("RelayHostCredentials", $"{Relay}.tlsMode",
            spec => spec.Outbound.RelayHost is { CredentialsSecretRef: not null, TlsMode: RelayHostTlsMode.Opportunistic },
            "The password could be sent without TLS. Use Required, or Implicit for a port that begins with TLS."),
        Rule.Error("RelayHostAddress", $"{Relay}.host",
            spec => spec.Outbound.RelayHost is { } relay && !IsHost(relay.Host, !relay.LookupMx),
            "This is no host that mail can be sent to. Give a name or an address, and a name where lookupMx is true."),
        Rule.Error("RelayHostDaneOnly", $"{Relay}.host",
            spec => HasAddress(spec) && (PolicyOf(spec)?.Level ?? spec.Outbound.SecurityLevel) == OutboundSecurityLevel.DaneOnly,
            "TLSA records are those of a name (RFC 7672, section 2.2), and this is an address: no mail would ever be sent. "
                + "Give the name, or another level."),
        Rule.Error("RelayHostPort", $"{Relay}.port", spec => spec.Outbound.RelayHost is { Port: < 1 or > 65535 },
            "There is no such port. Give a number from 1 to 65535."),
        Rule.Error("RelayHostTransport", resource => resource.Spec.Outbound.RelayHost is null ? [] : Transports(resource.Spec.Postfix)),
        Rule.Warning("UnusualRelayPort", $"{Relay}.port", IsUnusual,
            "On 465 servers begin with TLS, on 25 and 587 with STARTTLS. Set tlsMode Implicit for 465, Required for the others."),
        Rule.Warning("RelayHostPolicyPort", WithoutPort),
        Rule.Warning("RelayHostUnverified", Unverified),
        Rule.Warning("OtherRelayHost", "spec.postfix.mainCf[sender_dependent_relayhost_maps]",
            spec => spec.Outbound.RelayHost?.CredentialsSecretRef is not null
                && spec.Postfix.MainCf.ContainsKey("sender_dependent_relayhost_maps"),
            "The password is that of spec.outbound.relayHost alone: to any other relay host mail goes without AUTH. Remove it, unless "
                + "the others take mail without."),
        Rule.Warning("SenderDependentAuthentication", "spec.postfix.mainCf[smtp_sender_dependent_authentication]",
            spec => spec.Postfix.MainCf.GetValueOrDefault("smtp_sender_dependent_authentication", "no")
                .Equals("yes", StringComparison.OrdinalIgnoreCase),
            "There is one password for all senders, that of spec.outbound.relayHost, so that this does nothing. Remove it."),
        Rule.Warning("RelayHostUnverifiable", $"{Relay}.host",
            spec => IsAddress(spec) && PolicyOf(spec) is null
                && (spec.Outbound.SecurityLevel is OutboundSecurityLevel.Verify or OutboundSecurityLevel.Secure
                    || spec.Outbound is { SecurityLevel: OutboundSecurityLevel.May, RelayHost.CredentialsSecretRef: not null }),
            "Its certificate is verified by a name, and this is an address: mail will wait. "
                + "Give the name, or a policy for [host]:port with the names in match or with fingerprints."),
    ];

    /// <summary>Whether a policy is the one that Postfix looks up for the relay host.</summary>
    internal static bool IsFor(RelayHostSpec relay, OutboundPolicySpec policy) =>
        policy.Domain.Equals(NextHop(relay), StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<Fault> WithoutPort(MailServerTls resource) =>
        resource.Spec.Outbound.RelayHost is not { } relay ? [] :
        from policy in resource.Spec.Outbound.Policies.Index()
        where ((string[])[relay.Host, $"[{relay.Host}]"]).Contains(policy.Item.Domain, StringComparer.OrdinalIgnoreCase)
        select new Fault(
            FormattableString.Invariant($"spec.outbound.policies[{policy.Index}].domain"),
            $"This policy does not hold for the relay host, which Postfix looks up with its port. Write {NextHop(relay)} as the domain.");

    private static string NextHop(RelayHostSpec relay) => new RelayHost(relay.Host, relay.Port) { LookupMx = relay.LookupMx }.NextHop;

    private static bool DemandsTls(MailServerTlsSpec spec) => spec.Outbound.RelayHost is { TlsMode: not RelayHostTlsMode.Opportunistic };

    /// <summary>Whether a text is a name or an address.</summary>
    internal static bool IsHost(string host, bool mayBeAddress = true) => Uri.CheckHostName(host) switch
    {
        UriHostNameType.Dns => !host.EndsWith('.'),
        UriHostNameType.IPv4 or UriHostNameType.IPv6 => mayBeAddress && !host.StartsWith('[') && !host.Contains('%'),
        _ => false,
    };

    private static bool IsAddress(MailServerTlsSpec spec) => DemandsTls(spec) && HasAddress(spec);

    private static bool HasAddress(MailServerTlsSpec spec) =>
        spec.Outbound.RelayHost is { } relay && Uri.CheckHostName(relay.Host) is UriHostNameType.IPv4 or UriHostNameType.IPv6;

    private static bool IsUnusual(MailServerTlsSpec spec) => spec.Outbound.RelayHost is { } relay
        && (relay.Port == 465
            ? relay.TlsMode != RelayHostTlsMode.Implicit
            : relay.Port is 25 or 587 && relay.TlsMode == RelayHostTlsMode.Implicit);

    private static OutboundPolicySpec? PolicyOf(MailServerTlsSpec spec) =>
        spec.Outbound.RelayHost is { } relay ? spec.Outbound.Policies.FirstOrDefault(policy => IsFor(relay, policy)) : null;

    // The transport of the relay host is the one that knows its password and how its TLS begins.
    private static IEnumerable<Fault> Transports(PostfixSpec postfix) =>
    [
        .. Transports("spec.postfix.mainCf", postfix.MainCf),
        .. postfix.MasterCf.OrderBy(change => change.Key, StringComparer.Ordinal)
            .SelectMany(change => Transports($"spec.postfix.masterCf[{change.Key}].options", change.Value.Options)),
    ];

    private static IEnumerable<Fault> Transports(string field, IReadOnlyDictionary<string, string> parameters)
    {
        if (parameters.ContainsKey("default_transport"))
            yield return Transport($"{field}[default_transport]", "Remove it, or remove spec.outbound.relayHost.");
        if (parameters.ContainsKey("sender_dependent_default_transport_maps"))
            yield return Transport($"{field}[sender_dependent_default_transport_maps]", "Remove it, or remove spec.outbound.relayHost.");
        if (parameters.TryGetValue("relay_transport", out var value) && !WithNextHop().IsMatch(value))
        {
            yield return Transport(
                $"{field}[relay_transport]", "Give a next hop as well, such as smtp:[imap.example.com]:24, or remove it.");
        }
    }

    private static Fault Transport(string field, string remedy) =>
        new(field, $"Mail to the relay host would go another way than spec.outbound.relayHost says. {remedy}");

    private static IEnumerable<Fault> Unverified(MailServerTls resource)
    {
        var outbound = resource.Spec.Outbound;
        if (outbound.RelayHost is not { CredentialsSecretRef: not null } relay)
            yield break;
        var policy = outbound.Policies.Index().FirstOrDefault(policy => IsFor(relay, policy.Item));
        if ((policy.Item?.Level ?? outbound.SecurityLevel) == OutboundSecurityLevel.Encrypt)
        {
            yield return new Fault(
                policy.Item is null ? Level : FormattableString.Invariant($"spec.outbound.policies[{policy.Index}].level"),
                "The password is given to whoever answers for the relay host, since Encrypt verifies no certificate. Use Secure, or "
                    + "Fingerprint in a policy; caRef names an authority of your own.");
        }
    }

    /// <summary>The form <c>transport:nexthop</c>, transport(5).</summary>
    [GeneratedRegex("\\A[^:]+:.")]
    private static partial Regex WithNextHop();
}
