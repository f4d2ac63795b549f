using FsCheck;
using FsCheck.Fluent;
using MailOperator.Api;

namespace MailOperator.Examples;

/// <summary>Certificates of every source, the default ones and those of hosts.</summary>
internal static class ServableCertificates
{
    private static readonly Gen<bool> Flag = ArbMap.Default.GeneratorFor<bool>();

    private static readonly Gen<KubernetesDuration> Warning =
        Gen.Elements(24, 336, 720).Select(hours => KubernetesDuration.FromHours(hours));

    /// <summary>What is said of a certificate that is made: all but its source and its kind of key.</summary>
    private static readonly Gen<DefaultCertificate> Made =
        from size in Gen.Choose(0, 2)
        from duration in Gen.Elements<int?>(null, 720, 2160)
        from renew in Gen.Elements<int?>(null, 24, 240)
        from names in Gen.SubListOf("smtp.example.com", "*.mx.example.com")
        from issuer in Flag
        from kind in Gen.Elements("Issuer", "ClusterIssuer", "AWSPCAClusterIssuer")
        select new DefaultCertificate
        {
            IssuerRef = issuer ? Issuer(kind) : null,
            SelfSigned = issuer ? null : new(),
            PrivateKey = size == 0 ? null : new() { Size = size == 1 ? null : 384 },
            Duration = duration is { } hours ? KubernetesDuration.FromHours(hours) : null,
            RenewBefore = renew is { } before ? KubernetesDuration.FromHours(before) : null,
            DnsNames = [.. names],
        };

    private static IssuerReference Issuer(string kind) =>
        new() { Name = "authority", Kind = kind, Group = kind.StartsWith("AWS", StringComparison.Ordinal) ? "awspca.cert-manager.io" : "cert-manager.io" };

    /// <summary>A certificate from a Secret, whose name tells its kind of key, or one that is made.</summary>
    private static Gen<DefaultCertificate> Source(string secret, KeyAlgorithm algorithm) =>
        from made in Made
        from given in Flag
        from sized in Flag
        select given ? new DefaultCertificate { SecretRef = new() { Name = $"{secret}-{algorithm.ToString().ToLowerInvariant()}" } }
            : algorithm == KeyAlgorithm.Ecdsa ? made
            : made with { PrivateKey = new() { Algorithm = KeyAlgorithm.Rsa, Size = sized ? 2048 : null } };

    /// <summary>One certificate, or two with keys of different kinds.</summary>
    private static Gen<DefaultCertificate[]> Slot(string secret) =>
        from ecdsa in Source(secret, KeyAlgorithm.Ecdsa)
        from rsa in Source(secret, KeyAlgorithm.Rsa)
        from which in Gen.Choose(0, 2)
        select which switch { 0 => new[] { ecdsa }, 1 => [rsa], _ => [ecdsa, rsa] };

    public static Gen<CertificatesSpec> Any { get; } =
        from none in Gen.Choose(0, 5)
        from defaults in Slot("default")
        from first in Slot("first")
        from second in Slot("second")
        from hosts in Gen.SubListOf("mail.b.example", ".b.example", "smtp.c.example")
        from others in Gen.SubListOf("d.example", "mx.example.org")
        from warning in Warning
        from rollover in Gen.Elements(0, 1, 48)
        select none == 0 ? new CertificatesSpec { Default = [new() { None = new() }] } : new CertificatesSpec
        {
            Default = defaults,
            Sni = [.. Sni(first, [.. hosts]), .. Sni(second, [.. others])],
            ExpiryWarning = warning,
            KeyRolloverDelay = KubernetesDuration.FromHours(rollover),
        };

    private static IEnumerable<SniCertificate> Sni(IEnumerable<DefaultCertificate> sources, List<string> hosts) =>
        hosts.Count == 0 ? [] : sources.Select(source => new SniCertificate
        {
            Hosts = hosts,
            SecretRef = source.SecretRef,
            IssuerRef = source.IssuerRef,
            SelfSigned = source.SelfSigned,
            PrivateKey = source.PrivateKey,
            Duration = source.Duration,
            RenewBefore = source.RenewBefore,
            DnsNames = source.DnsNames,
        });
}
