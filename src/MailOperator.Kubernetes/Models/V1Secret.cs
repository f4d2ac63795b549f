namespace MailOperator.Kubernetes.Models;

/// <summary>Secret bytes (Kubernetes API, <c>v1 Secret</c>). Its text form tells the names of the entries, never their content.</summary>
[KubernetesEntity(ApiVersion = "v1", Kind = "Secret", PluralName = "secrets")]
public sealed record V1Secret : IKubernetesObject
{
    /// <inheritdoc/>
    public string? ApiVersion { get; init; } = "v1";

    /// <inheritdoc/>
    public string? Kind { get; init; } = "Secret";

    /// <inheritdoc/>
    public V1ObjectMeta Metadata { get; init; } = new();

    /// <summary>What the entries mean, such as <c>kubernetes.io/tls</c>; the API server makes it <c>Opaque</c> when absent.</summary>
    public string? Type { get; init; }

    /// <summary>The entries; base64 on the wire, plain bytes here.</summary>
    public IReadOnlyDictionary<string, byte[]>? Data { get; init; }

    /// <summary>True when the content can never change; the API server refuses updates then.</summary>
    public bool? Immutable { get; init; }

    /// <summary>Namespace, name, type and the names of the entries.</summary>
    public override string ToString() =>
        $"Secret {Metadata.NamespaceProperty}/{Metadata.Name} type={Type} "
        + $"entries=[{string.Join(' ', (Data?.Keys ?? []).Order(StringComparer.Ordinal))}]";
}
