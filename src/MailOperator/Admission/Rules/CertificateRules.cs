using MailOperator.Api;

namespace MailOperator.Admission.Rules;

/// <summary>Rules about where certificates come from.</summary>
internal static class CertificateRules
{
    private const string Field = "spec.certificates.default";

    private static readonly TimeSpan DefaultDuration = TimeSpan.FromHours(2160);

    public static IReadOnlyList<Rule> All { get; } =
    [
        Rule.Error("DefaultCertificates", Field, spec => spec.Certificates.Default.Count is 0 or > 2,
            "There must be one default certificate or two. Give one entry, or two with keys of different types."),
        ForEach("CertificateSource", "", source => Sources(source) != 1,
            "The entry needs exactly one source. Give one of secretRef, issuerRef and selfSigned, and no other."),
        ForEach("OptionsOfForeignKey", "",
            source => source is { SecretRef: not null } && (source.PrivateKey ?? (object?)source.Duration ?? source.RenewBefore) is not null
                || source is { SecretRef: not null, DnsNames.Count: > 0 },
            "privateKey, duration, renewBefore and dnsNames are for certificates that are made. Remove them beside secretRef."),
        ForEach("CertificateDuration", ".duration", source => source.Duration is { } duration && duration.Value < TimeSpan.FromHours(1),
            "The certificate would be valid for less than an hour. Ask for 1h or more; 2160h is usual."),
        ForEach("RenewBefore", ".renewBefore", RenewsTooEarlyOrLate,
            "The certificate would be renewed without end or too late. Give at least 5m and at most nine tenths of duration (2160h when absent)."),
        ForEach("KeySize", ".privateKey.size", source => source.PrivateKey is { } key && !Fits(key),
            "No such key is made. The size is 256, 384 or 521 for ECDSA, 2048 to 8192 for RSA, and absent for Ed25519."),
        ForEach("SelfSignedEd25519", ".privateKey.algorithm", source => source.SelfSigned is not null && IsEd25519(source),
            "The operator makes no Ed25519 certificates, which few mail clients accept. Use ECDSA or RSA, or an issuer that makes them."),
        Rule.Error("CertificateName", InvalidNames),
        Rule.Error("SameKeyType", Field + "[1].privateKey.algorithm", HaveSameKeyType,
            "Both default certificates would have a key of one type, of which only one can be served. Set algorithm RSA on one and "
                + "ECDSA on the other."),
        Rule.Error("SameSecret", Field + "[1].secretRef.name", HaveSameSecret,
            "Both default certificates come from one Secret. Remove one entry, or name another Secret."),
        Rule.Error("ExpiryWarning", "spec.certificates.expiryWarning", spec => spec.Certificates.ExpiryWarning.Value <= TimeSpan.Zero,
            "Nothing would warn of a certificate's end. Give a time longer than 0s, such as 336h."),
        Warn("SelfSigned", ".selfSigned", source => source.SelfSigned is not null,
            "Clients that verify do not trust a self-signed certificate. Use issuerRef or secretRef where others connect."),
        Rule.Warning("Ed25519Only", Field, spec => spec.Certificates.Default is { Count: > 0 } all && all.All(IsEd25519),
            "Many mail servers cannot verify Ed25519. Add an entry with algorithm ECDSA or RSA."),
    ];

    private static int Sources(CertificateSource source) =>
        (source.SecretRef is null ? 0 : 1) + (source.IssuerRef is null ? 0 : 1) + (source.SelfSigned is null ? 0 : 1);

    private static bool RenewsTooEarlyOrLate(CertificateSource source) => source.RenewBefore is { } before
        && (before.Value < TimeSpan.FromMinutes(5) || Seconds(before.Value) * 10 > Seconds(source.Duration?.Value ?? DefaultDuration) * 9);

    // Whole ones, as getSeconds() of CEL counts.
    private static long Seconds(TimeSpan time) => (long)time.TotalSeconds;

    private static bool Fits(PrivateKeySpec key) => key switch
    {
        { Size: null } => true,
        { Algorithm: KeyAlgorithm.Ecdsa } => key.Size is 256 or 384 or 521,
        { Algorithm: KeyAlgorithm.Rsa } => key.Size is >= 2048 and <= 8192,
        _ => false,
    };

    private static bool HaveSameKeyType(MailServerTlsSpec spec) =>
        spec.Certificates.Default is [{ SecretRef: null } first, { SecretRef: null } second] && AlgorithmOf(first) == AlgorithmOf(second);

    private static bool HaveSameSecret(MailServerTlsSpec spec) =>
        spec.Certificates.Default is [{ SecretRef.Name: { } first }, { SecretRef.Name: { } second }] && first == second;

    private static KeyAlgorithm AlgorithmOf(CertificateSource source) => source.PrivateKey?.Algorithm ?? KeyAlgorithm.Ecdsa;

    private static bool IsEd25519(CertificateSource source) => source.SecretRef is null && AlgorithmOf(source) == KeyAlgorithm.Ed25519;

    private static IEnumerable<Fault> InvalidNames(MailServerTls resource) =>
        from source in resource.Spec.Certificates.Default.Index()
        from name in source.Item.DnsNames.Index()
        where !HostName.IsFullyQualifiedOrWildcard(name.Item)
        select new Fault(FormattableString.Invariant($"{Field}[{source.Index}].dnsNames[{name.Index}]"),
            $"'{name.Item}' is not a fully qualified name. Give one such as mail.example.com or *.example.com.");

    private static Rule ForEach(string name, string below, Func<CertificateSource, bool> broken, string message) =>
        Rule.Error(name, resource => Broken(resource, below, broken, message));

    private static Rule Warn(string name, string below, Func<CertificateSource, bool> broken, string message) =>
        Rule.Warning(name, resource => Broken(resource, below, broken, message));

    private static IEnumerable<Fault> Broken(MailServerTls resource, string below, Func<CertificateSource, bool> broken, string message) =>
        from source in resource.Spec.Certificates.Default.Index()
        where broken(source.Item)
        select new Fault(FormattableString.Invariant($"{Field}[{source.Index}]{below}"), message);
}
