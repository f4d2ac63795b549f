using MailOperator.Api;
using MailOperator.Kubernetes.Models;
using MailOperator.Naming;
using MailOperator.Observe;

namespace MailOperator.Plan;

/// <summary>What stands beside the pods: their identity, and the promise that no more than one is evicted at a time.</summary>
public static class SupportPlan
{
    /// <summary>The identity of the pods. It has no rights, and no token is mounted.</summary>
    public static V1ServiceAccount ServiceAccount(MailServerTls resource) => new()
    {
        Metadata = Names.Owned(resource, Names.Server(resource)),
        AutomountServiceAccountToken = false,
    };

    /// <summary>
    /// At most one pod may be down by an eviction; in the version of the API that the cluster serves, null for none that we may read.
    /// </summary>
    public static IKubernetesObject? DisruptionBudget(MailServerTls resource, ServedApis apis)
    {
        var metadata = Names.Owned(resource, Names.Server(resource));
        var spec = new V1PodDisruptionBudgetSpec { MaxUnavailable = 1, Selector = new() { MatchLabels = Names.Selector(resource) } };
        return apis.PolicyV1 ? new V1PodDisruptionBudget { Metadata = metadata, Spec = spec }
            : apis.PolicyV1Beta1 ? new V1beta1PodDisruptionBudget { Metadata = metadata, Spec = spec }
            : null;
    }
}
