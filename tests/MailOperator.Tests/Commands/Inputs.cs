using System.Text;
using MailOperator.Kubernetes.Models;
using MailOperator.Postfix.Certificates;

namespace MailOperator.Tests.Commands;

/// <summary>Manifests for tests.</summary>
internal static class Inputs
{
    public const string FromSecret = """
        apiVersion: mailoperator.io/v1alpha1
        kind: MailServerTls
        metadata: {name: mx1}
        spec:
          hostname: mail.example.com
          certificates:
            default:
            - secretRef: {name: mx1-tls}
        """;

    public const string SelfSigned = """
        apiVersion: mailoperator.io/v1alpha1
        kind: MailServerTls
        metadata: {name: mx2}
        spec:
          hostname: mail.example.net
          certificates:
            default:
            - selfSigned: {}
        """;

    /// <summary>The names of the golden cases: folders with a <c>mailservertls.yaml</c>.</summary>
    public static IEnumerable<string> Cases => Names(Directory.GetDirectories(RepositoryFile.Root + "/tests/MailOperator.Tests/cases"))
        .Where(name => File.Exists($"{RepositoryFile.Root}/tests/MailOperator.Tests/cases/{name}/mailservertls.yaml"));

    /// <summary>The files of deploy/samples.</summary>
    public static IEnumerable<string> Samples => Names(Directory.GetFiles(RepositoryFile.Root + "/deploy/samples", "*.yaml"));

    /// <summary>A new certificate with its key.</summary>
    public static (byte[] Certificate, byte[] Key) Certificate(
        string host = "mail.example.com", KeyType keyType = KeyType.Ecdsa, int days = 89) =>
        SelfSignedCertificate.Create(host, [host], keyType, DateTimeOffset.UtcNow.AddDays(-100), DateTimeOffset.UtcNow.AddDays(days));

    /// <summary>A Secret as a manifest.</summary>
    public static string Secret(string name, (byte[] Certificate, byte[] Key) pair) => "\n---\n" + KubernetesJson.Serialize(new V1Secret
    {
        Metadata = new() { Name = name },
        Type = "kubernetes.io/tls",
        Data = new Dictionary<string, byte[]> { ["tls.crt"] = pair.Certificate, ["tls.key"] = pair.Key },
    });

    /// <summary>The lines of a PEM text that hold the key itself.</summary>
    public static IEnumerable<string> Body(byte[] pem) =>
        Encoding.ASCII.GetString(pem).Split('\n').Where(line => line.Length > 0 && !line.StartsWith('-'));

    private static IEnumerable<string> Names(IEnumerable<string> paths) =>
        paths.Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);
}
