using System.Text.Json.Serialization;
using MailOperator.Api;
using MailOperator.Kubernetes.Models;
using MailOperator.Naming;
using MailOperator.Postfix.Certificates;

namespace MailOperator.CertManager;

/// <summary>cert-manager's order for a certificate (cert-manager.io/v1), as far as the operator writes and reads it.</summary>
[KubernetesEntity(Group = "cert-manager.io", ApiVersion = "v1", Kind = "Certificate", PluralName = "certificates")]
public sealed record V1Certificate : IKubernetesObject
{
    /// <inheritdoc/>
    public string? ApiVersion { get; init; } = "cert-manager.io/v1";

    /// <inheritdoc/>
    public string? Kind { get; init; } = "Certificate";

    /// <inheritdoc/>
    public V1ObjectMeta Metadata { get; init; } = new();

    /// <summary>What is ordered.</summary>
    public V1CertificateSpec? Spec { get; init; }

    /// <summary>How far cert-manager is.</summary>
    public V1CertificateStatus? Status { get; init; }

    /// <summary>Why the certificate is not ready, in cert-manager's words; null when it is or nothing is known.</summary>
    public string? Problem =>
        Condition("Ready") is { Status: not "True" } ready ? $"{ready.Reason}: {ready.Message}" : null;

    /// <summary>Whether the Secret holds what is ordered now.</summary>
    [JsonIgnore]
    public bool IsIssued =>
        Condition("Ready") is { Status: "True" } ready
        && (ready.ObservedGeneration ?? 0) >= (Metadata.Generation ?? 0)
        && Condition("Issuing") is not { Status: "True" };

    private V1Condition? Condition(string type) => Status?.Conditions?.FirstOrDefault(condition => condition.Type == type);

    /// <summary>The order for an entry that names an issuer.</summary>
    public static V1Certificate For(MailServerTls resource, CertificateEntry entry)
    {
        var issuer = entry.Source.IssuerRef!;
        return new()
        {
            Metadata = Names.Owned(resource, Names.Certificate(resource, entry.Slot, entry.KeyType!.Value)),
            Spec = new()
            {
                SecretName = entry.SecretName,
                // The label lets the operator watch this Secret in full, and others by their metadata only.
                SecretTemplate = new() { Labels = Names.Labels(resource) },
                DnsNames = entry.DnsNames(resource),
                IssuerRef = new() { Name = issuer.Name, Kind = issuer.Kind, Group = issuer.Group },
                PrivateKey = new()
                {
                    Algorithm = entry.KeyType.Value.ToDisplayName(),
                    Size = entry.Source.PrivateKey?.Size,
                    RotationPolicy = "Always",
                },
                Duration = entry.Source.Duration?.ToString(),
                RenewBefore = entry.Source.RenewBefore?.ToString(),
                Usages = ["digital signature", "key encipherment", "server auth"],
            },
        };
    }
}

/// <summary>What is ordered (cert-manager.io/v1 CertificateSpec).</summary>
public sealed record V1CertificateSpec
{
    /// <summary>The Secret to fill.</summary>
    public string? SecretName { get; init; }

    /// <summary>Labels for the Secret.</summary>
    public V1CertificateSecretTemplate? SecretTemplate { get; init; }

    /// <summary>The names.</summary>
    public IReadOnlyList<string>? DnsNames { get; init; }

    /// <summary>Who issues.</summary>
    public V1CertificateIssuerRef? IssuerRef { get; init; }

    /// <summary>The key to make.</summary>
    public V1CertificatePrivateKey? PrivateKey { get; init; }

    /// <summary>How long it is to be valid, such as <c>2160h</c>.</summary>
    public string? Duration { get; init; }

    /// <summary>How long before its end it is renewed.</summary>
    public string? RenewBefore { get; init; }

    /// <summary>What the key is for.</summary>
    public IReadOnlyList<string>? Usages { get; init; }
}

/// <summary>Labels for the Secret that cert-manager fills.</summary>
public sealed record V1CertificateSecretTemplate
{
    /// <summary>The labels.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }
}

/// <summary>Names an issuer.</summary>
public sealed record V1CertificateIssuerRef
{
    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>Issuer, ClusterIssuer, or the kind of an external issuer.</summary>
    public string? Kind { get; init; }

    /// <summary>Its API group.</summary>
    public string? Group { get; init; }
}

/// <summary>The key that cert-manager makes.</summary>
public sealed record V1CertificatePrivateKey
{
    /// <summary>RSA, ECDSA or Ed25519.</summary>
    public string? Algorithm { get; init; }

    /// <summary>Its size in bits.</summary>
    public int? Size { get; init; }

    /// <summary>Whether a renewal makes a new key: Always or Never.</summary>
    public string? RotationPolicy { get; init; }
}

/// <summary>How far cert-manager is.</summary>
public sealed record V1CertificateStatus
{
    /// <summary>Ready, Issuing.</summary>
    public IReadOnlyList<V1Condition>? Conditions { get; init; }

    /// <summary>When the certificate ends.</summary>
    public DateTimeOffset? NotAfter { get; init; }
}
