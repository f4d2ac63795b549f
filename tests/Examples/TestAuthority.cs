using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MailOperator.Examples;

/// <summary>A root and an intermediate that issue certificates, good and bad ones, for mail.example.com.</summary>
public static class TestAuthority
{
    /// <summary>The name in every certificate.</summary>
    public const string Host = "mail.example.com";

    /// <summary>When the certificates are good for: now, since real clients look at them.</summary>
    public static DateTimeOffset Now { get; } = DateTimeOffset.UtcNow;

    private static readonly ECDsa RootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private static readonly ECDsa IntermediateKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private static readonly X509Certificate2 RootCertificate = Authority("CN=Root", RootKey, RootKey, null);

    private static readonly X509Certificate2 IntermediateCertificate = Authority(
        "CN=Intermediate", IntermediateKey, RootKey, RootCertificate);

    /// <summary>The root, in PEM.</summary>
    public static string Root { get; } = Pem(RootCertificate);

    /// <summary>The intermediate, in PEM.</summary>
    public static string Intermediate { get; } = Pem(IntermediateCertificate);

    /// <summary>A server's certificate below the intermediate, in PEM.</summary>
    /// <param name="key">Its key, ECDSA or RSA.</param>
    /// <param name="days">How many days from now it ends; negative for one that has.</param>
    /// <param name="weak">Signed with SHA-1.</param>
    public static string Leaf(AsymmetricAlgorithm key, int days = 60, bool weak = false)
    {
        var request = key is RSA rsa
            ? new CertificateRequest($"CN={Host}", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest($"CN={Host}", (ECDsa)key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(Host);
        request.CertificateExtensions.Add(names.Build());
        var signer = weak ? new Sha1Signer(IntermediateKey) : X509SignatureGenerator.CreateForECDsa(IntermediateKey);
        using var leaf = request.Create(
            IntermediateCertificate.SubjectName, signer, Now.AddDays(-30), Now.AddDays(days), RandomNumberGenerator.GetBytes(8));
        return Pem(leaf);
    }

    private static X509Certificate2 Authority(string name, ECDsa key, ECDsa signer, X509Certificate2? issuer)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request.Create(
            issuer?.SubjectName ?? request.SubjectName,
            X509SignatureGenerator.CreateForECDsa(signer),
            Now.AddDays(-60),
            Now.AddDays(365),
            RandomNumberGenerator.GetBytes(8));
    }

    private static string Pem(X509Certificate2 certificate) => certificate.ExportCertificatePem() + "\n";

    /// <summary>ecdsa-with-SHA1 (RFC 3279, section 2.2.3), which the platform no longer offers for certificates.</summary>
    private sealed class Sha1Signer(ECDsa key) : X509SignatureGenerator
    {
        public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm) =>
            [0x30, 0x09, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x01];

        public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm) =>
            key.SignData(data, HashAlgorithmName.SHA1, DSASignatureFormat.Rfc3279DerSequence);

        protected override PublicKey BuildPublicKey() => new(key);
    }
}
