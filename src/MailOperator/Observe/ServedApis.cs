using MailOperator.CertManager;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Observe;

/// <summary>Optional APIs; what the cluster does not serve degrades a feature, never the operator.</summary>
public sealed record ServedApis
{
    /// <summary><c>cert-manager.io/v1</c>: needed for issuerRef.</summary>
    public bool CertManager { get; init; }

    /// <summary><c>policy/v1</c>, from Kubernetes 1.21.</summary>
    public bool PolicyV1 { get; init; } = true;

    /// <summary><c>policy/v1beta1</c>, before Kubernetes 1.25; used where there is no <c>policy/v1</c>.</summary>
    public bool PolicyV1Beta1 { get; init; }

    /// <summary>Whether the API of an object is there; those that are not optional always are.</summary>
    public bool Serve(IKubernetesObject value) => value switch
    {
        V1Certificate => CertManager,
        V1PodDisruptionBudget => PolicyV1,
        V1beta1PodDisruptionBudget => PolicyV1Beta1,
        _ => true,
    };
}
