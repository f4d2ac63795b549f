using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MailOperator.Kubernetes.Tests.FakeApiServer;

/// <summary>A certificate authority that lives as long as a test.</summary>
public sealed class Authority : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _root;

    public Authority()
    {
        var request = new CertificateRequest("CN=test authority", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _root = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-10), DateTimeOffset.UtcNow.AddDays(10));
    }

    public string Pem => _root.ExportCertificatePem();

    /// <summary>A certificate for a host name or address, with its key.</summary>
    public X509Certificate2 Server(string host)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(host, out var address)) names.AddIpAddress(address);
        else names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        return Sign(request, DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1)).CopyWithPrivateKey(key);
    }

    /// <summary>A client certificate and its key in PEM.</summary>
    public (string Certificate, string Key) Client(string name, AsymmetricAlgorithm key, DateTimeOffset? end = null)
    {
        var request = key is RSA rsa
            ? new CertificateRequest($"CN={name}", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest($"CN={name}", (ECDsa)key, HashAlgorithmName.SHA256);
        using var certificate = Sign(request, DateTimeOffset.UtcNow.AddDays(-2), end ?? DateTimeOffset.UtcNow.AddDays(1));
        return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    public void Dispose()
    {
        _root.Dispose();
        _key.Dispose();
    }

    private X509Certificate2 Sign(CertificateRequest request, DateTimeOffset start, DateTimeOffset end) =>
        request.Create(_root.SubjectName, X509SignatureGenerator.CreateForECDsa(_key), start, end, RandomNumberGenerator.GetBytes(8));
}
