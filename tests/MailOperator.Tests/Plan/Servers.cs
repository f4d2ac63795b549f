using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MailOperator.Api;
using MailOperator.Kubernetes.Models;
using MailOperator.Postfix.Certificates;

namespace MailOperator.Tests.Plan;

/// <summary>Resources and Secrets for tests.</summary>
internal static class Servers
{
    public static MailServerTls SelfSigned(int replicas = 2) => new()
    {
        Metadata = new() { Name = "mx1" },
        Spec = new()
        {
            Hostname = "mail.example.com",
            Certificates = new() { Default = [new() { SelfSigned = new() }] },
            Listeners = new() { Submission = new() { Enabled = false }, Submissions = new() { Enabled = false } },
            Workload = new() { Replicas = replicas },
        },
    };

    public static MailServerTls FromSecret(string secret, int replicas = 2)
    {
        var server = SelfSigned(replicas);
        return server with { Spec = server.Spec with { Certificates = new() { Default = [new() { SecretRef = new() { Name = secret } }] } } };
    }

    /// <summary>The certificate of an authority of one's own, in PEM.</summary>
    public static string Authority(string subject)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        return certificate.ExportCertificatePem();
    }

    public static V1Secret Certificate(string name, DateTimeOffset now, string host = "mail.example.com") => Certificate(name, now, [host]);

    public static V1Secret Certificate(string name, DateTimeOffset now, IReadOnlyList<string> hosts, KeyType keyType = KeyType.Ecdsa)
    {
        var (certificate, key) = SelfSignedCertificate.Create(
            hosts[0], hosts, keyType, now - TimeSpan.FromDays(1), now + TimeSpan.FromDays(89));
        return new()
        {
            Metadata = new() { Name = name, NamespaceProperty = "mail" },
            Type = "kubernetes.io/tls",
            Data = new Dictionary<string, byte[]> { ["tls.crt"] = certificate, ["tls.key"] = key },
        };
    }
}
