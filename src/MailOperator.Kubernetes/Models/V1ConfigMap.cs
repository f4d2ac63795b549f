namespace MailOperator.Kubernetes.Models;

/// <summary>Configuration as text, mounted or read by pods (Kubernetes API, <c>v1 ConfigMap</c>).</summary>
[KubernetesEntity(ApiVersion = "v1", Kind = "ConfigMap", PluralName = "configmaps")]
public sealed record V1ConfigMap : IKubernetesObject
{
    /// <inheritdoc/>
    public string? ApiVersion { get; init; } = "v1";

    /// <inheritdoc/>
    public string? Kind { get; init; } = "ConfigMap";

    /// <inheritdoc/>
    public V1ObjectMeta Metadata { get; init; } = new();

    /// <summary>File names and their text.</summary>
    public IReadOnlyDictionary<string, string>? Data { get; init; }

    /// <summary>File names and their bytes, for what is not UTF-8.</summary>
    public IReadOnlyDictionary<string, byte[]>? BinaryData { get; init; }

    /// <summary>True when the content can never change; the API server refuses updates then.</summary>
    public bool? Immutable { get; init; }
}
