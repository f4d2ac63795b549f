using MailOperator.Api;
using MailOperator.Postfix;
using TlsMode = MailOperator.Api.TlsMode;
using TlsProfile = MailOperator.Api.TlsProfile;
using TlsProtocol = MailOperator.Api.TlsProtocol;

namespace MailOperator.Admission.Rules;

/// <summary>Rules about the ports and how TLS begins on them.</summary>
internal static class ListenerRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        Rule.Error("NoListener", "spec.listeners", spec => !Named(spec).Any(listener => listener.Listener.Enabled),
            "No listener is enabled, so nothing would be served. Set enabled: true on mx, submission or submissions."),
        Rule.Error("Port", OutOfRange),
        Rule.Error("DuplicatePort", Duplicates),
        Rule.Error("DovecotPort", resource =>
            from named in Named(resource.Spec)
            where named.Listener is { Enabled: true, Port: SaslAuthentication.Port }
                && resource.Spec.Authentication.Type == AuthenticationType.Dovecot
            select new Fault($"spec.listeners.{named.Name}.port",
                "On this port Dovecot answers Postfix within the pod. Give another; usual are 25, 587 and 465.")),
        Rule.Error("TlsMode", WrongModes),
        Rule.Error("RequiredOnPublicMx", "spec.listeners.mx.tlsMode", IsRequiredOnPublicMx,
            "A public mx must take mail without TLS (RFC 3207 section 4), or mail from some servers never arrives. Use Opportunistic, "
                + "or say in "
            + "network.allowFrom.mx which networks connect."),
        Rule.Error("ModernOnMx", resource => IsModernOnMx(resource.Spec)
            ? [new(resource.Spec.Listeners.Mx.Profile is null ? "spec.tls.profile" : "spec.listeners.mx.profile",
                "With TLS 1.3 alone on mx, senders without it fall back to plaintext. Set listeners.mx.profile to Intermediate, or let "
                    + "tls.custom begin with TLSv1.2.")]
            : []),
    ];

    /// <summary>The profile of a listener: its own, or that of the server.</summary>
    internal static TlsProfile Profile(MailServerTlsSpec spec, IListener listener) => listener.Profile ?? spec.Tls.Profile;

    /// <summary>The listeners with their names.</summary>
    internal static IEnumerable<(string Name, IListener Listener)> Named(MailServerTlsSpec spec) =>
        [("mx", spec.Listeners.Mx), ("submission", spec.Listeners.Submission), ("submissions", spec.Listeners.Submissions)];

    private static bool IsModernOnMx(MailServerTlsSpec spec) => spec.Listeners.Mx.Enabled && Profile(spec, spec.Listeners.Mx) switch
    {
        TlsProfile.Modern => true,
        TlsProfile.Custom => spec.Tls.Custom?.MinimumProtocol == TlsProtocol.Tls13,
        _ => false,
    };

    private static IEnumerable<Fault> OutOfRange(MailServerTls resource) =>
        from named in Named(resource.Spec)
        where named.Listener.Port is < 1 or > 65535
        select new Fault($"spec.listeners.{named.Name}.port", "There is no such port. Give a number from 1 to 65535.");

    private static IEnumerable<Fault> Duplicates(MailServerTls resource)
    {
        var seen = new Dictionary<int, string>();
        foreach (var (name, listener) in Named(resource.Spec))
        {
            if (listener.Enabled && !seen.TryAdd(listener.Port, name))
                yield return new Fault($"spec.listeners.{name}.port", $"The port is that of {seen[listener.Port]} already. Give each "
                    + "listener its own; usual are 25, 587 and 465.");
        }
    }

    private static IEnumerable<Fault> WrongModes(MailServerTls resource)
    {
        var listeners = resource.Spec.Listeners;
        if (listeners.Mx.TlsMode is not (TlsMode.Opportunistic or TlsMode.Required))
            yield return new Fault("spec.listeners.mx.tlsMode", "Servers that send mail begin in plaintext. Use Opportunistic or "
                + "Required.");
        if (listeners.Submission.TlsMode != TlsMode.Required)
            yield return new Fault("spec.listeners.submission.tlsMode", "Passwords must not cross the network without TLS. Use "
                + "Required; for TLS from the first byte use submissions.");
        if (listeners.Submissions.TlsMode != TlsMode.Implicit)
            yield return new Fault("spec.listeners.submissions.tlsMode", "submissions begins with TLS (RFC 8314). Use Implicit; for "
                + "STARTTLS use submission.");
    }

    private static bool IsRequiredOnPublicMx(MailServerTlsSpec spec) =>
        spec.Listeners.Mx is { Enabled: true, TlsMode: TlsMode.Required } && IsPublic(spec.Network.AllowFrom.Mx);

    private static bool IsPublic(IReadOnlyList<NetworkPeer> peers) =>
        peers.Count == 0 || AddressUnion.IsWorld(AddressRange.ParseAll(peers.Select(peer => peer.IpBlock?.Cidr)));
}
