namespace MailOperator.Kubernetes.Models;

/// <summary>What every object of the Kubernetes API has.</summary>
public interface IKubernetesObject
{
    /// <summary>Group and version, such as <c>apps/v1</c>.</summary>
    string? ApiVersion { get; }

    /// <summary>The kind, such as <c>StatefulSet</c>.</summary>
    string? Kind { get; }

    /// <summary>The object's standard metadata.</summary>
    V1ObjectMeta Metadata { get; }
}
