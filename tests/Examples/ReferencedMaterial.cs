using System.Collections.Concurrent;
using System.Text;
using MailOperator.Api;
using MailOperator.Kubernetes.Models;
using MailOperator.Naming;
using MailOperator.Postfix.Certificates;

namespace MailOperator.Examples;

/// <summary>Secrets and ConfigMaps with what a resource expects of them.</summary>
internal static class ReferencedMaterial
{
    // RSA takes its time, and resources have much in common.
    private static readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, byte[]>> Certificates = [];

    /// <summary>The Secrets that somebody else than the operator and cert-manager fills.</summary>
    public static IReadOnlyDictionary<string, V1Secret> Secrets(MailServerTls resource, DateTimeOffset now)
    {
        var (spec, from, to) = (resource.Spec, now.AddDays(-1), now.AddDays(89));
        var secrets = CertificateEntry.Of(resource).Where(entry => entry.Source.SecretRef is not null).ToDictionary(
            entry => entry.SecretName,
            entry => Certificate(
                entry.DnsNames(resource), entry.SecretName.EndsWith("-rsa", StringComparison.Ordinal) ? KeyType.Rsa : KeyType.Ecdsa, null, from, to));
        if (spec.Authentication.UsersSecretRef is { } users)
            secrets[users.Name] = Texts((Names.UsersKey, "alice:{SHA512-CRYPT}$6$x\n"));
        if (spec.Outbound.RelayHost?.CredentialsSecretRef is { } relay)
            secrets[relay.Name] = Texts(("username", "alice"), ("password", "secret"));
        if (spec.Outbound.CertificateSecretRef is { } client)
            secrets[client.Name] = Certificate(["client.example.com"], KeyType.Ecdsa, null, from, to);
        foreach (var reference in Authorities(resource, AuthorityKind.Secret))
            secrets[reference.Name] = new Dictionary<string, byte[]> { [reference.Key] = Authority };
        return secrets.ToDictionary(secret => secret.Key, secret => Secret(secret.Key, secret.Value));
    }

    /// <summary>The ConfigMaps.</summary>
    public static IReadOnlyDictionary<string, V1ConfigMap> ConfigMaps(MailServerTls resource) =>
        Authorities(resource, AuthorityKind.ConfigMap).ToDictionary(reference => reference.Name, reference => new V1ConfigMap
        {
            Metadata = new() { Name = reference.Name, NamespaceProperty = "mail" },
            Data = new Dictionary<string, string> { [reference.Key] = Encoding.UTF8.GetString(Authority) },
        });

    /// <summary>A Secret of the resource's namespace.</summary>
    public static V1Secret Secret(string name, IReadOnlyDictionary<string, byte[]> data) =>
        new() { Metadata = new() { Name = name, NamespaceProperty = "mail" }, Data = data.ToDictionary() };

    /// <summary>A self-signed certificate and its key.</summary>
    public static IReadOnlyDictionary<string, byte[]> Certificate(
        IReadOnlyList<string> names, KeyType type, int? size, DateTimeOffset from, DateTimeOffset to) =>
        Certificates.GetOrAdd($"{string.Join(' ', names)} {type} {size} {from:O} {to:O}", _ =>
        {
            var (certificate, key) = SelfSignedCertificate.Create(names[0], names, type, from, to, size);
            return new Dictionary<string, byte[]> { ["tls.crt"] = certificate, ["tls.key"] = key };
        });

    private static byte[] Authority =>
        Certificate(["authority.example"], KeyType.Ecdsa, null, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100))["tls.crt"];

    private static IEnumerable<AuthorityReference> Authorities(MailServerTls resource, AuthorityKind kind) =>
        new[] { resource.Spec.Outbound.CaRef, resource.Spec.ClientCertificates.CaRef }
            .OfType<AuthorityReference>()
            .Where(reference => reference.Kind == kind);

    private static Dictionary<string, byte[]> Texts(params (string Key, string Value)[] pairs) =>
        pairs.ToDictionary(pair => pair.Key, pair => Encoding.UTF8.GetBytes(pair.Value));
}
