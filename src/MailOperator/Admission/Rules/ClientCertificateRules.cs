using MailOperator.Api;

namespace MailOperator.Admission.Rules;

/// <summary>Rules about certificates of clients.</summary>
internal static class ClientCertificateRules
{
    private const string Field = "spec.clientCertificates";

    public static IReadOnlyList<Rule> All { get; } =
    [
        Rule.Error("ClientAuthority", $"{Field}.caRef",
            spec => spec.ClientCertificates is { CaRef: null }
                and ({ Mode: ClientCertificateMode.Require } or { Relay: ClientRelay.Trusted }),
            "Nothing says which certificates to trust. Name the certificates of your own authority; "
                + "single clients can be listed without one, with mode Request and relay Listed."),
        Rule.Error("ClientRelay", $"{Field}.relay",
            spec => spec.ClientCertificates is { Mode: ClientCertificateMode.None, Relay: not ClientRelay.None },
            "No client is asked for a certificate, so none relays with one. Set mode to Request or Require, or relay to None."),
        Rule.Error("ListedRelay", $"{Field}.allowedFingerprints",
            spec => spec.ClientCertificates is { Relay: ClientRelay.Listed, AllowedFingerprints.Count: 0 },
            "Nobody is listed. Give the fingerprints of the clients that may relay, or set relay to None."),
        Rule.Warning("UnusedFingerprints", $"{Field}.allowedFingerprints",
            spec => spec.ClientCertificates is { Relay: not ClientRelay.Listed, AllowedFingerprints.Count: > 0 },
            "The list counts with relay Listed alone. Set that, or remove the list."),
        Rule.Error("DuplicateClient", Duplicates),
        Rule.Error("ClientCertificateListeners", $"{Field}.listeners",
            spec => spec.ClientCertificates.Mode != ClientCertificateMode.None
                && !spec.ClientCertificates.Listeners.Any(listener => IsEnabled(spec, listener)),
            "None of these listeners is enabled, so no client is asked for a certificate. "
                + "Name one that is, enable one of them, or set mode to None."),
        Rule.Warning("UnusedClientCertificateListener", Unused),
        Rule.Error("RequireOpportunistic", $"{Field}.mode",
            spec => spec.ClientCertificates.Mode == ClientCertificateMode.Require
                && spec.ClientCertificates.Listeners.Contains(ClientCertificateListener.Mx)
                && spec.Listeners.Mx is { Enabled: true, TlsMode: TlsMode.Opportunistic },
            "A client that need not use TLS cannot be made to show a certificate. "
                + "Set listeners.mx.tlsMode to Required and say in network.allowFrom.mx who connects, or set mode to Request."),
        Rule.Error("AnonymousClientCertificates", $"{Field}.mode",
            spec => spec.ClientCertificates.Mode != ClientCertificateMode.None
                && spec.Certificates.Default.Any(source => source.None is not null),
            "A server without a certificate cannot ask for one. Give a certificate, or set mode to None."),
    ];

    /// <summary>Whether a listener is closed to all but clients whose certificate lets them relay.</summary>
    internal static bool Admits(MailServerTlsSpec spec, ClientCertificateListener listener) =>
        spec.ClientCertificates is { Mode: ClientCertificateMode.Require, Relay: not ClientRelay.None }
        && spec.ClientCertificates.Listeners.Contains(listener);

    private static bool IsEnabled(MailServerTlsSpec spec, ClientCertificateListener listener) => listener switch
    {
        ClientCertificateListener.Mx => spec.Listeners.Mx.Enabled,
        ClientCertificateListener.Submission => spec.Listeners.Submission.Enabled,
        _ => spec.Listeners.Submissions.Enabled,
    };

    private static IEnumerable<Fault> Unused(MailServerTls resource) =>
        resource.Spec.ClientCertificates is not { Mode: not ClientCertificateMode.None } asked
            ? []
            : from listener in asked.Listeners.Index()
              where !IsEnabled(resource.Spec, listener.Item) && asked.Listeners.Any(other => IsEnabled(resource.Spec, other))
              select new Fault(FormattableString.Invariant($"{Field}.listeners[{listener.Index}]"),
                  $"{listener.Item} is not enabled, so no client is asked for a certificate there. "
                      + "Enable it, or leave it out of the list.");

    private static IEnumerable<Fault> Duplicates(MailServerTls resource)
    {
        var (names, keys) = (new HashSet<string>(), new HashSet<string>());
        foreach (var (index, client) in resource.Spec.ClientCertificates.AllowedFingerprints.Index())
        {
            var key = client.SpkiSha256.Replace(":", "", StringComparison.Ordinal).ToUpperInvariant();
            if (!names.Add(client.Name) | !keys.Add(key))
            {
                yield return new(
                    FormattableString.Invariant($"{Field}.allowedFingerprints[{index}]"),
                    "The name, or the key, is in the list already. Give each client one entry.");
            }
        }
    }
}
