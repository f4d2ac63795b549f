using MailOperator.Api;

namespace MailOperator.Admission.Rules;

/// <summary>Rules about where certificates come from.</summary>
internal static class CertificateRules
{
    private const string Field = "spec.certificates.default";

    private const string SniField = "spec.certificates.sni";

    /// <summary>With it, the names made from it stay within the 253 characters of an object's name.</summary>
    private const int LongestHost = 128;

    /// <summary>Eight for each of the most entries; every one of them is looked for in all the others, and rendered.</summary>
    private const int MostHosts = 2000;

    private static readonly TimeSpan DefaultDuration = TimeSpan.FromHours(2160);

    public static IReadOnlyList<Rule> All { get; } =
    [
        Rule.Error("DefaultCertificates", Field, spec => spec.Certificates.Default.Count is 0 or > 2,
            "There must be one default certificate or two. Give one entry, or two with keys of different types."),
        Rule.Error("CertificateSource", resource => Defaults(resource.Spec)
            .Where(each => Sources(each.Source) != 1)
            .Select(each => new Fault(
                each.Field, "The entry needs exactly one source. Give one of secretRef, issuerRef, selfSigned and none, and no other."))),
        Rule.Error("SniCertificateSource", resource => Sni(resource.Spec)
            .Where(each => Sources(each.Source) != 1)
            .Select(each => new Fault(
                each.Field, "The entry needs exactly one source. Give one of secretRef, issuerRef and selfSigned, and no other."))),
        Rule.Error("NoCertificate", Field,
            spec => IsAnonymous(spec) && spec.Certificates.Default.Count + spec.Certificates.Sni.Count > 1,
            "none stands for no certificate at all. Remove the other entries, and those of sni, or remove none."),
        Rule.Error("OptionsOfNoCertificate", resource => Defaults(resource.Spec)
            .Where(each => each.Source is DefaultCertificate { None: not null }
                && (each.Source is not { PrivateKey: null, Duration: null, RenewBefore: null } || each.Source.DnsNames.Count > 0))
            .Select(each => new Fault(
                each.Field,
                "privateKey, duration, renewBefore and dnsNames are for certificates that are made. Remove them beside none."))),
        Rule.Error("AnonymousSubmission", Field,
            spec => IsAnonymous(spec) && (spec.Listeners.Submission.Enabled || spec.Listeners.Submissions.Enabled),
            "Users must know whom they send their password to. Give a certificate, or disable submission and submissions."),
        Rule.Error("AnonymousCiphers", Field, spec => IsAnonymous(spec) && ExcludesAnonymous(spec),
            "The profile of mx leaves out the ciphers without certificates, so no client could connect. "
                + "Use Intermediate, or a Custom profile that does not exclude aNULL, or give a certificate."),
        Rule.Warning("AnonymousTls", Field, IsAnonymous,
            "TLS without a certificate hides mail from whoever listens, not from whoever stands between, and most clients cannot connect. "
                + "Give a certificate unless the network is closed."),
        Rule.Error("SniHost", resource =>
            from each in resource.Spec.Certificates.Sni.Index()
            from host in each.Item.Hosts.Index()
            where !HostName.IsSniHost(host.Item) || host.Item.Length > LongestHost
            select new Fault(
                FormattableString.Invariant($"{SniField}[{each.Index}].hosts[{host.Index}]"),
                "This is no host of at most 128 characters. "
                    + "Give one such as mail.example.com, or .example.com for all of its subdomains.")),
        Rule.Error("SniHosts", SniField, spec => spec.Certificates.Sni.Sum(each => each.Hosts.Count) > MostHosts,
            "There are more than 2000 hosts in all entries together. Name domains such as .example.com in place of their hosts, or make a "
                + "second server."),
        Rule.Error("SniHostTwice", SharedHosts),
        ForEach("IssuerKind", ".issuerRef.kind",
            source => source.IssuerRef is { Group: IssuerReference.CertManagerGroup, Kind: not ("Issuer" or "ClusterIssuer") },
            "cert-manager has no issuers of this kind. Use Issuer or ClusterIssuer, or set group to the API group of the external issuer, "
                + "such as awspca.cert-manager.io."),
        ForEach("OptionsOfForeignKey", "",
            source => source is { SecretRef: not null } && (source.PrivateKey ?? (object?)source.Duration ?? source.RenewBefore) is not null
                || source is { SecretRef: not null, DnsNames.Count: > 0 },
            "privateKey, duration, renewBefore and dnsNames are for certificates that are made. Remove them beside secretRef."),
        ForEach("CertificateDuration", ".duration", source => source.Duration is { } duration && duration.Value < TimeSpan.FromHours(1),
            "The certificate would be valid for less than an hour. Ask for 1h or more; 2160h is usual."),
        ForEach("RenewBefore", ".renewBefore", RenewsTooEarlyOrLate,
            "The certificate would be renewed without end or too late. "
                + "Give at least 5m and at most nine tenths of duration (2160h when absent)."),
        ForEach("KeySize", ".privateKey.size", source => source.PrivateKey is { } key && !Fits(key),
            "No such key is made. The size is 256, 384 or 521 for ECDSA, 2048, 3072, 4096 or 8192 for RSA, and absent for Ed25519."),
        ForEach("SelfSignedEd25519", ".privateKey.algorithm", source => source.SelfSigned is not null && IsEd25519(source),
            "The operator makes no Ed25519 certificates, which few mail clients accept. Use ECDSA or RSA, or an issuer that makes them."),
        Rule.Error("CertificateName", InvalidNames),
        Rule.Error("SameKeyType", Field + "[1].privateKey.algorithm", HaveSameKeyType,
            "Both default certificates would have a key of one type, of which only one can be served. Set algorithm RSA on one and "
                + "ECDSA on the other."),
        Rule.Error("SameSecret", Field + "[1].secretRef.name", HaveSameSecret,
            "Both default certificates come from one Secret. Remove one entry, or name another Secret."),
        Rule.Error("KeyRolloverDelay", "spec.certificates.keyRolloverDelay",
            spec => spec.Certificates.KeyRolloverDelay.Value > TimeSpan.FromHours(720),
            "A new key may wait for 720 h at most. "
                + "Set it to what publishing its TLSA record and the TTL of the records take, such as 48h."),
        Rule.Error("ExpiryWarning", "spec.certificates.expiryWarning", spec => spec.Certificates.ExpiryWarning.Value <= TimeSpan.Zero,
            "Nothing would warn of a certificate's end. Give a time longer than 0s, such as 336h."),
        Warn("SelfSigned", ".selfSigned", source => source.SelfSigned is not null,
            "Clients that verify do not trust a self-signed certificate. Use issuerRef or secretRef where others connect."),
        Rule.Warning("Ed25519Only", Field, spec => spec.Certificates.Default is { Count: > 0 } all && all.All(IsEd25519),
            "Many mail servers cannot verify Ed25519. Add an entry with algorithm ECDSA or RSA."),
    ];

    private static int Sources(CertificateSource source) =>
        (source.SecretRef is null ? 0 : 1) + (source.IssuerRef is null ? 0 : 1) + (source.SelfSigned is null ? 0 : 1)
        + (source is DefaultCertificate { None: not null } ? 1 : 0);

    private static bool IsAnonymous(MailServerTlsSpec spec) => spec.Certificates.Default.Any(source => source.None is not null);

    // Those that leave no anonymous cipher of any use; what else is left out shows in the gate.
    private static bool ExcludesAnonymous(MailServerTlsSpec spec) =>
        spec.Listeners.Mx.Enabled && ListenerRules.Profile(spec, spec.Listeners.Mx) switch
        {
            TlsProfile.NcscNl => true,
            TlsProfile.Custom => spec.Tls.Custom?.ExcludeCiphers.Any(element => element is "aNULL" or "ALL" or "HIGH" or "AES") == true,
            _ => false,
        };

    private static IEnumerable<(string Field, CertificateSource Source)> Defaults(MailServerTlsSpec spec) =>
        spec.Certificates.Default.Select((source, index) => (FormattableString.Invariant($"{Field}[{index}]"), (CertificateSource)source));

    private static IEnumerable<(string Field, CertificateSource Source)> Sni(MailServerTlsSpec spec) =>
        spec.Certificates.Sni.Select((source, index) => (FormattableString.Invariant($"{SniField}[{index}]"), (CertificateSource)source));

    /// <summary>
    /// Hosts that two entries name whose certificates cannot be served together, as far as one can tell without reading them.
    /// </summary>
    private static IEnumerable<Fault> SharedHosts(MailServerTls resource)
    {
        var seen = new HashSet<(string Host, string Certificate)>();
        foreach (var (index, entry) in resource.Spec.Certificates.Sni.Index())
        {
            var certificate = entry.SecretRef is { } secret ? $"Secret {secret.Name}" : $"{AlgorithmOf(entry)} key";
            foreach (var host in entry.Hosts.Where(host => !seen.Add((host.ToLowerInvariant(), certificate))))
            {
                yield return new(
                    FormattableString.Invariant($"{SniField}[{index}].hosts"),
                    $"{host} has a certificate with the same {certificate} already. "
                    + "Remove one, or give two entries keys of different types.");
            }
        }
    }

    private static bool RenewsTooEarlyOrLate(CertificateSource source) => source.RenewBefore is { } before
        && (before.Value < TimeSpan.FromMinutes(5) || Seconds(before.Value) * 10 > Seconds(source.Duration?.Value ?? DefaultDuration) * 9);

    // Whole ones, as getSeconds() of CEL counts.
    private static long Seconds(TimeSpan time) => (long)time.TotalSeconds;

    private static bool Fits(PrivateKeySpec key) => key switch
    {
        { Size: null } => true,
        { Algorithm: KeyAlgorithm.Ecdsa } => key.Size is 256 or 384 or 521,
        { Algorithm: KeyAlgorithm.Rsa } => key.Size is 2048 or 3072 or 4096 or 8192,
        _ => false,
    };

    private static bool HaveSameKeyType(MailServerTlsSpec spec) =>
        spec.Certificates.Default is [{ SecretRef: null, None: null } first, { SecretRef: null, None: null } second]
        && AlgorithmOf(first) == AlgorithmOf(second);

    private static bool HaveSameSecret(MailServerTlsSpec spec) =>
        spec.Certificates.Default is [{ SecretRef.Name: { } first }, { SecretRef.Name: { } second }] && first == second;

    internal static KeyAlgorithm AlgorithmOf(CertificateSource source) => source.PrivateKey?.Algorithm ?? KeyAlgorithm.Ecdsa;

    private static bool IsEd25519(CertificateSource source) =>
        source is { SecretRef: null } and not DefaultCertificate { None: not null } && AlgorithmOf(source) == KeyAlgorithm.Ed25519;

    private static IEnumerable<Fault> InvalidNames(MailServerTls resource) =>
        from source in Defaults(resource.Spec).Concat(Sni(resource.Spec))
        from name in source.Source.DnsNames.Index()
        where !HostName.IsFullyQualifiedOrWildcard(name.Item)
        select new Fault(FormattableString.Invariant($"{source.Field}.dnsNames[{name.Index}]"),
            $"'{name.Item}' is not a fully qualified name. Give one such as mail.example.com or *.example.com.");

    private static Rule ForEach(string name, string below, Func<CertificateSource, bool> broken, string message) =>
        Rule.Error(name, resource => Broken(resource, below, broken, message));

    private static Rule Warn(string name, string below, Func<CertificateSource, bool> broken, string message) =>
        Rule.Warning(name, resource => Broken(resource, below, broken, message));

    private static IEnumerable<Fault> Broken(MailServerTls resource, string below, Func<CertificateSource, bool> broken, string message) =>
        from source in Defaults(resource.Spec).Concat(Sni(resource.Spec))
        where broken(source.Source)
        select new Fault(source.Field + below, message);
}
