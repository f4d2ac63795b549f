using MailOperator.Api;
using MailOperator.Api.Status;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Apply;

/// <summary>A resource of which only the status is written: to send the spec too would make the operator own its fields.</summary>
[KubernetesEntity(
    Group = MailServerTls.GroupName,
    ApiVersion = MailServerTls.Version,
    Kind = MailServerTls.KindName,
    PluralName = "mailservertls")]
public sealed record StatusPatch : IKubernetesObject
{
    /// <inheritdoc/>
    public string? ApiVersion { get; init; } = MailServerTls.GroupVersion;

    /// <inheritdoc/>
    public string? Kind { get; init; } = MailServerTls.KindName;

    /// <inheritdoc/>
    public V1ObjectMeta Metadata { get; init; } = new();

    /// <summary>The status.</summary>
    public MailServerTlsStatus? Status { get; init; }
}
