namespace MailOperator.Kubernetes.Models;

/// <summary>The identity that pods run under (Kubernetes API, <c>v1 ServiceAccount</c>).</summary>
[KubernetesEntity(ApiVersion = "v1", Kind = "ServiceAccount", PluralName = "serviceaccounts")]
public sealed record V1ServiceAccount : IKubernetesObject
{
    /// <inheritdoc/>
    public string? ApiVersion { get; init; } = "v1";

    /// <inheritdoc/>
    public string? Kind { get; init; } = "ServiceAccount";

    /// <inheritdoc/>
    public V1ObjectMeta Metadata { get; init; } = new();

    /// <summary>Whether pods get a token mounted; the API's default is true.</summary>
    public bool? AutomountServiceAccountToken { get; init; }

    /// <summary>Secrets with credentials for image registries.</summary>
    public IReadOnlyList<V1LocalObjectReference>? ImagePullSecrets { get; init; }
}
