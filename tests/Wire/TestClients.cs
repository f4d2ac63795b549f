using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MailOperator.Wire;

/// <summary>An authority for clients, and certificates of clients: one of its own, one of a stranger's.</summary>
internal static class TestClients
{
    private static readonly DateTimeOffset Begin = DateTimeOffset.UtcNow.AddHours(-1);

    private static readonly X509Certificate2 Authority = MakeAuthority("CN=Clients");

    private static readonly X509Certificate2 Stranger = MakeAuthority("CN=Stranger");

    /// <summary>The authority in PEM.</summary>
    public static string AuthorityPem => Authority.ExportCertificatePem() + "\n";

    /// <summary>A client of the authority.</summary>
    public static X509Certificate2 Alice { get; } = MakeClient("CN=alice", Authority);

    /// <summary>Another one.</summary>
    public static X509Certificate2 Bob { get; } = MakeClient("CN=bob", Authority);

    /// <summary>A client of somebody else's authority.</summary>
    public static X509Certificate2 Mallory { get; } = MakeClient("CN=mallory", Stranger);

    /// <summary>SHA-256 of a client's public key in hexadecimal.</summary>
    public static string KeyOf(X509Certificate2 client) =>
        Convert.ToHexStringLower(SHA256.HashData(client.PublicKey.ExportSubjectPublicKeyInfo()));

    private static X509Certificate2 MakeAuthority(string subject)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(Begin, Begin.AddDays(1));
    }

    private static X509Certificate2 MakeClient(string subject, X509Certificate2 authority)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new("1.3.6.1.5.5.7.3.2")], false));
        using var certificate = request.Create(authority, Begin, Begin.AddHours(20), RandomNumberGenerator.GetBytes(8));
        return certificate.CopyWithPrivateKey(key);
    }
}
