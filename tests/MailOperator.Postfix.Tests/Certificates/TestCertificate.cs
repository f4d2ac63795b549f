using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using MailOperator.Postfix.Certificates;

namespace MailOperator.Postfix.Tests.Certificates;

/// <summary>A certificate and its key, made to measure, and right in everything that is not asked for otherwise.</summary>
internal sealed class TestCertificate
{
    public const string Host = "mail.example.com";

    public static readonly DateTimeOffset Now = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);

    private TestCertificate(X509Certificate2 certificate, AsymmetricAlgorithm key)
    {
        Certificate = certificate;
        Key = key;
    }

    public X509Certificate2 Certificate { get; }

    public AsymmetricAlgorithm Key { get; }

    public string Pem => Certificate.ExportCertificatePem() + "\n";

    public string KeyPem => Key.ExportPkcs8PrivateKeyPem() + "\n";

    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Certificate.RawData));

    /// <summary>A root that signs its own certificate.</summary>
    public static TestCertificate Root(string name = "Test Root", AsymmetricAlgorithm? key = null, bool weak = false) =>
        Make(new() { Subject = $"CN={name}", Key = key ?? ECDsa.Create(ECCurve.NamedCurves.nistP256), Authority = true, Weak = weak, Names = [] }, null);

    /// <summary>An authority below this one.</summary>
    public TestCertificate Intermediate(string name, Recipe? recipe = null) =>
        Make((recipe ?? new()) with { Subject = $"CN={name}", Authority = true, Names = [], Key = recipe?.Key ?? ECDsa.Create(ECCurve.NamedCurves.nistP256) }, this);

    /// <summary>A server certificate below this authority.</summary>
    public TestCertificate Leaf(Recipe? recipe = null) => Make(recipe ?? new(), this);

    /// <summary>A server certificate signed by its own key.</summary>
    public static TestCertificate SelfSigned(Recipe? recipe = null) => Make(recipe ?? new(), null);

    /// <summary>What a certificate should be like.</summary>
    public sealed record Recipe
    {
        public string Subject { get; init; } = $"CN={Host}";

        public AsymmetricAlgorithm Key { get; init; } = TestKeys.P256;

        /// <summary>Another key in the certificate than <see cref="Key"/>.</summary>
        public PublicKey? PublicKey { get; init; }

        public IReadOnlyList<string> Names { get; init; } = [Host];

        public DateTimeOffset NotBefore { get; init; } = Now.AddDays(-30);

        public DateTimeOffset NotAfter { get; init; } = Now.AddDays(60);

        /// <summary>Signed with SHA-1.</summary>
        public bool Weak { get; init; }

        public bool Authority { get; init; }

        public string? ExtendedUsage { get; init; }

        public X509KeyUsageFlags? Usage { get; init; }
    }

    private static TestCertificate Make(Recipe recipe, TestCertificate? issuer)
    {
        var hash = HashAlgorithmName.SHA256;
        var subject = new X500DistinguishedName(recipe.Subject);
        var request = (recipe.PublicKey, recipe.Key) switch
        {
            ({ } key, _) => new CertificateRequest(subject, key, hash, RSASignaturePadding.Pkcs1),
            (_, RSA key) => new(subject, key, hash, RSASignaturePadding.Pkcs1),
            (_, ECDsa key) => new(subject, key, hash),
            _ => throw new NotSupportedException(),
        };
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(recipe.Authority, false, 0, true));
        if (recipe.Authority)
            request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        if (recipe.Names.Count > 0)
        {
            var names = new SubjectAlternativeNameBuilder();
            foreach (var name in recipe.Names)
                names.AddDnsName(name);
            request.CertificateExtensions.Add(names.Build());
        }

        if (recipe.ExtendedUsage is { } extended)
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(extended)], false));
        if (recipe.Usage is { } usage)
            request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, true));

        var signer = issuer?.Key ?? recipe.Key;
        var generator = signer switch
        {
            RSA rsa => X509SignatureGenerator.CreateForRSA(rsa, RSASignaturePadding.Pkcs1),
            ECDsa ecdsa when recipe.Weak => new WeakSignatureGenerator(ecdsa),
            ECDsa ecdsa => X509SignatureGenerator.CreateForECDsa(ecdsa),
            _ => throw new NotSupportedException(),
        };
        var certificate = request.Create(
            issuer?.Certificate.SubjectName ?? subject, generator, recipe.NotBefore, recipe.NotAfter, RandomNumberGenerator.GetBytes(8));
        return new(certificate, recipe.Key);
    }

    /// <summary>A pair of texts.</summary>
    public static PemPair Pair(string chain, string key, string? authority = null) => new(
        Encoding.Latin1.GetBytes(chain), Encoding.Latin1.GetBytes(key), authority is null ? null : Encoding.Latin1.GetBytes(authority));

    /// <summary>The verdict on a pair of texts, for <see cref="Host"/> at <see cref="Now"/>.</summary>
    public static CertificateVerdict Inspect(string chain, string key, string? authority = null, params string[] hosts) =>
        CertificateInspection.Inspect(Pair(chain, key, authority), new() { Hosts = hosts.Length > 0 ? hosts : [Host], Now = Now });
}
