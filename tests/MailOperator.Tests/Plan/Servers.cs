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

    public static V1Secret Certificate(string name, DateTimeOffset now, string host = "mail.example.com") => Certificate(name, now, [host]);

    public static V1Secret Certificate(string name, DateTimeOffset now, IReadOnlyList<string> hosts)
    {
        var (certificate, key) = SelfSignedCertificate.Create(hosts[0], hosts, KeyType.Ecdsa, now - TimeSpan.FromDays(1), now + TimeSpan.FromDays(89));
        return new()
        {
            Metadata = new() { Name = name, NamespaceProperty = "mail" },
            Type = "kubernetes.io/tls",
            Data = new Dictionary<string, byte[]> { ["tls.crt"] = certificate, ["tls.key"] = key },
        };
    }
}
