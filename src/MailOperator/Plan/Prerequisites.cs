using MailOperator.Kubernetes.Models;

namespace MailOperator.Plan;

/// <summary>
/// Which planned objects cannot be written without which others. Most can: what is refused of a Service does not keep a renewed certificate
/// from its pods.
/// </summary>
public static class Prerequisites
{
    /// <summary>Whether a planned object has to wait for another one that could not be written.</summary>
    public static bool Needs(Intent intent, IKubernetesObject planned, IKubernetesObject missing)
    {
        var pods = planned switch
        {
            V1StatefulSet set => set.Spec?.Template?.Spec,
            V1Job job => job.Spec?.Template?.Spec,
            _ => null,
        };
        if (pods is null || intent.Situation?.Observed is not { } observed)
            return false;
        var name = missing.Metadata.Name;
        var serving = observed.Serving?.Template.Spec;
        return missing switch
        {
            V1ConfigMap => ConfigMaps(pods).Contains(name),
            V1Secret => (pods.Volumes ?? []).Any(volume => volume.Secret?.SecretName == name),
            // Pods run under the one that is there, whatever was to be changed in it.
            V1ServiceAccount => !observed.Owned.Any(owned => owned is V1ServiceAccount && owned.Metadata.Name == name),
            // Another configuration may have other ports, and other clients for them: the ways to it are opened and closed before it runs.
            V1NetworkPolicy => planned is V1StatefulSet && !ConfigMaps(pods).SetEquals(ConfigMaps(serving)),
            V1Service => planned is V1StatefulSet && observed.Workload is not null && !ConfigMaps(pods).SetEquals(ConfigMaps(serving)),
            _ => false,
        };
    }

    private static HashSet<string?> ConfigMaps(V1PodSpec? pods) =>
        [.. (pods?.Volumes ?? []).Select(volume => volume.ConfigMap?.Name).Where(name => name is not null)];
}
