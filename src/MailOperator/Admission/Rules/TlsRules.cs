using MailOperator.Api;
using MailOperator.Postfix.Ciphers;

namespace MailOperator.Admission.Rules;

/// <summary>Rules about how TLS is spoken.</summary>
internal static class TlsRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        Rule.Error("CustomProfile", "spec.tls.custom", spec => (spec.Tls.Custom is not null) != UsesCustom(spec),
            "Profile Custom and tls.custom belong together. Set a profile to Custom and say in tls.custom what it means, or remove both."),
        Rule.Error("MinimumProtocol", OldProtocols),
        Rule.Error("ProtocolRange", "spec.tls.custom.maximumProtocol",
            spec => spec.Tls.Custom is { MaximumProtocol: { } newest, MinimumProtocol: var oldest }
                && newest < oldest && IsModern(newest, oldest),
            "It is older than minimumProtocol, so no version is left. Leave it out."),
        Rule.Warning("MaximumProtocol", "spec.tls.custom.maximumProtocol", spec => spec.Tls.Custom?.MaximumProtocol == TlsProtocol.Tls12,
            "TLS 1.3 is off, which every client of today can. Leave it out when the fault that it is for is gone."),
        Rule.Error("ExcludedCipher", UnknownCiphers),
        Rule.Error("NoCipherLeft", AllCiphers),
        Rule.Error("NoCipherOfTls12Left", "spec.tls.custom.excludeCiphers", ExcludesTls12,
            "No cipher of TLS 1.2 is left for the keys of the default certificates, so clients with TLS 1.2 would be refused, and on mx "
                + "would send in plaintext. Exclude less, or set minimumProtocol to TLSv1.3 and, where mx is enabled, "
                + "listeners.mx.profile to Intermediate."),
        Rule.Error("LogLevel", "spec.tls.logLevel",
            spec => spec.Tls.LogLevel is < 0 or > 4 || (spec.Tls.LogLevel == 4 && spec.Tls.Profile != TlsProfile.Custom),
            "Level 4 logs what is sent inside TLS, passwords too, and is for profile Custom alone. Use 1, or 2 or 3 while looking for a "
                + "fault."),
        Rule.Warning("VerboseLog", "spec.tls.logLevel", spec => spec.Tls.LogLevel is 2 or 3 or 4,
            "Levels 2 and 3 log many lines for each session, and 4 its content too. Go back to 1 when the fault is found."),
        Rule.Error("SessionCacheTimeout", "spec.tls.sessionCacheTimeout",
            spec => spec.Tls.SessionCacheTimeout.Value < TimeSpan.FromMinutes(2)
                || spec.Tls.SessionCacheTimeout.Value > TimeSpan.FromDays(100),
            "Postfix keeps sessions from 2 minutes to 100 days. Give 2m to 2400h; 1h is usual."),
        Rule.Warning("LegacyProfile", LegacyProfiles),
    ];

    private static bool UsesCustom(MailServerTlsSpec spec) =>
        spec.Tls.Profile == TlsProfile.Custom || ListenerRules.Named(spec).Any(named => named.Listener.Profile == TlsProfile.Custom);

    private static bool IsModern(params TlsProtocol[] protocols) => protocols.All(protocol => protocol >= TlsProtocol.Tls12);

    private static IEnumerable<Fault> OldProtocols(MailServerTls resource)
    {
        if (resource.Spec.Tls.Custom is not { } custom)
            yield break;
        const string Remedy = "TLS 1.0 and 1.1 are forbidden by RFC 8996. Use TLSv1.2 or TLSv1.3 (on mx only with "
            + "listeners.mx.profile Intermediate), or profile Legacy in place of tls.custom for clients that cannot be replaced.";
        if (!IsModern(custom.MinimumProtocol))
            yield return new("spec.tls.custom.minimumProtocol", Remedy);
        if (custom.MaximumProtocol is { } newest && !IsModern(newest))
            yield return new("spec.tls.custom.maximumProtocol", Remedy);
    }

    private static IEnumerable<Fault> UnknownCiphers(MailServerTls resource) =>
        from excluded in Excluded(resource)
        let unknown = CipherNames.FindUnknown(excluded.Element)
        where unknown is not null
        select new Fault(excluded.Field, Describe(unknown));

    // The grades are HIGH, and HIGH with MEDIUM, of which OpenSSL 3 has none left: without HIGH it says "no cipher match", even for TLS
    // 1.3.
    private static IEnumerable<Fault> AllCiphers(MailServerTls resource) =>
        from excluded in Excluded(resource)
        where IsAll(excluded.Element)
        select new Fault(excluded.Field, "This leaves no cipher, and every handshake would fail. "
            + "Name those that are not wanted, such as kRSA, or remove this.");

    private static bool IsAll(string element) => element.Split('+').All(name => name is "ALL" or "HIGH");

    // What needs no certificate has a rule of its own, as has an element that means all.
    private static bool ExcludesTls12(MailServerTlsSpec spec) =>
        spec.Tls.Custom is { MinimumProtocol: TlsProtocol.Tls12, ExcludeCiphers: { Count: > 0 } excluded }
        && !excluded.Any(IsAll)
        && spec.Certificates.Default.Where(source => source.None is null).SelectMany(KeysOf).Distinct().ToArray() is { Length: > 0 } keys
        && !CipherSuite.Left(keys, excluded).Any();

    // OpenSSL's names. What key somebody else's Secret has is not known here.
    private static string[] KeysOf(CertificateSource source) =>
        source.SecretRef is not null ? ["aRSA", "aECDSA"]
        : CertificateRules.AlgorithmOf(source) == KeyAlgorithm.Rsa ? ["aRSA"]
        : ["aECDSA"];

    private static IEnumerable<(string Field, string Element)> Excluded(MailServerTls resource) =>
    [
        .. Elements("spec.tls.custom.excludeCiphers", resource.Spec.Tls.Custom?.ExcludeCiphers ?? []),
        .. resource.Spec.Outbound.Policies.Index().SelectMany(policy => Elements(
            FormattableString.Invariant($"spec.outbound.policies[{policy.Index}].excludeCiphers"), policy.Item.ExcludeCiphers)),
    ];

    private static IEnumerable<(string Field, string Element)> Elements(string field, IReadOnlyList<string> elements) =>
        elements.Index().Select(element => (FormattableString.Invariant($"{field}[{element.Index}]"), element.Item));

    private static string Describe(string unknown) =>
        unknown.StartsWith("TLS_", StringComparison.Ordinal)
            ? "The cipher suites of TLS 1.3 are all good, and Postfix cannot exclude them. Remove this."
        : CipherNames.Gone.Contains(unknown) ? $"OpenSSL has no ciphers {unknown} any more, so that there is nothing to exclude. Remove this."
        : Postfix.NearestName.Of(unknown, CipherNames.All) is { } nearest
            ? $"OpenSSL knows no cipher '{unknown}', and Postfix would pass over it in silence. "
                + $"Write {nearest} if that is meant, or remove this."
            : $"OpenSSL knows no cipher '{unknown}', and Postfix would pass over it in silence. "
                + "Use a name of ciphers(1), or remove this.";

    private static IEnumerable<Fault> LegacyProfiles(MailServerTls resource) =>
        from profile in ListenerRules.Named(resource.Spec)
            .Where(named => named.Listener.Enabled)
            .Select(named => (Field: $"spec.listeners.{named.Name}.profile", named.Listener.Profile))
            .Prepend(("spec.tls.profile", resource.Spec.Tls.Profile))
        where profile.Profile == TlsProfile.Legacy
        select new Fault(
            profile.Field, "TLS 1.0 and 1.1 are served, which RFC 8996 forbids. Go to Intermediate when the old clients are gone.");
}
