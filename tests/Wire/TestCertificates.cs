using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MailOperator.Wire;

/// <summary>Self-signed certificates of mail.example.com, a key of each type, as chain files.</summary>
internal static class TestCertificates
{
    public const string Host = "mail.example.com";

    public static IReadOnlyDictionary<string, string> Pem { get; } = Make();

    private static Dictionary<string, string> Make()
    {
        using var elliptic = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rsa = RSA.Create(2048);
        return new()
        {
            ["default-ecdsa.pem"] = Chain(elliptic, new($"CN={Host}", elliptic, HashAlgorithmName.SHA256)),
            ["default-rsa.pem"] = Chain(rsa, new($"CN={Host}", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)),
        };
    }

    private static string Chain(AsymmetricAlgorithm key, CertificateRequest request)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(Host);
        request.CertificateExtensions.Add(names.Build());
        var now = DateTimeOffset.UtcNow;
        using var certificate = request.CreateSelfSigned(now.AddHours(-1), now.AddDays(1));
        return key.ExportPkcs8PrivateKeyPem() + "\n" + certificate.ExportCertificatePem() + "\n";
    }
}
