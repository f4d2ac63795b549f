using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace MailOperator.Integration.Resources;

/// <summary>A certificate of mail.example.com below an authority, as somebody would put it into a Secret.</summary>
internal sealed record Certificate(string ChainPem, string KeyPem, string Fingerprint)
{
    public const string Host = "mail.example.com";

    private static readonly (X509Certificate2 Certificate, ECDsa Key) Authority = MakeAuthority();

    public static Certificate New()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return New(new($"CN={Host}", key, HashAlgorithmName.SHA256), key);
    }

    public static Certificate NewRsa()
    {
        using var key = RSA.Create(2048);
        return New(new($"CN={Host}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), key);
    }

    private static Certificate New(CertificateRequest request, AsymmetricAlgorithm key)
    {
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(Host);
        request.CertificateExtensions.Add(names.Build());
        using var leaf = request.Create(
            Authority.Certificate.SubjectName,
            X509SignatureGenerator.CreateForECDsa(Authority.Key),
            DateTimeOffset.UtcNow.AddHours(-1),
            DateTimeOffset.UtcNow.AddDays(60),
            RandomNumberGenerator.GetBytes(8));
        return new(
            $"{leaf.ExportCertificatePem()}\n{Authority.Certificate.ExportCertificatePem()}\n",
            key.ExportPkcs8PrivateKeyPem() + "\n",
            Convert.ToHexStringLower(SHA256.HashData(leaf.RawData)));
    }

    /// <summary>The same with a key that only who knows the password can read, which Postfix does not.</summary>
    public Certificate Encrypted()
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(KeyPem);
        var parameters = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);
        return this with { KeyPem = key.ExportEncryptedPkcs8PrivateKeyPem("secret", parameters) + "\n" };
    }

    /// <summary>A kubernetes.io/tls Secret.</summary>
    public JsonObject Secret(string name) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Secret",
        ["metadata"] = new JsonObject { ["name"] = name },
        ["type"] = "kubernetes.io/tls",
        ["data"] = new JsonObject { ["tls.crt"] = Base64(ChainPem), ["tls.key"] = Base64(KeyPem) },
    };

    private static string Base64(string text) => Convert.ToBase64String(Encoding.ASCII.GetBytes(text));

    private static (X509Certificate2 Certificate, ECDsa Key) MakeAuthority()
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Integration Test Root", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return (request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(365)), key);
    }
}
