using MailOperator.Kubernetes.Models;
using MailOperator.Naming;

namespace MailOperator.Observe;

/// <summary>What matters of a pod: whose it is, what it was told, its ports and volumes, and how it fares. The rest takes memory for nothing.</summary>
internal static class PodExcerpt
{
    private const string OurOwn = "mailoperator.io/";

    private static readonly string[] Labels = [Names.ApplicationLabel, Names.InstanceLabel, Names.ComponentLabel, Names.ManagedByLabel];

    /// <summary>Takes it out.</summary>
    public static V1Pod Of(V1Pod pod) => pod with
    {
        Metadata = pod.Metadata with
        {
            Labels = Only(pod.Metadata.Labels, name => IsOurs(name) || Labels.Contains(name)),
            Annotations = Only(pod.Metadata.Annotations, IsOurs),
            Finalizers = null,
        },
        Spec = new()
        {
            Containers = [.. (pod.Spec?.Containers ?? []).Select(container => new V1Container { Name = container.Name, Ports = container.Ports })],
            Volumes =
            [
                .. (pod.Spec?.Volumes ?? []).Where(volume => volume.ConfigMap is not null || volume.Secret is not null)
                    .Select(volume => new V1Volume { Name = volume.Name, ConfigMap = volume.ConfigMap, Secret = volume.Secret }),
            ],
        },
    };

    private static bool IsOurs(string name) => name.StartsWith(OurOwn, StringComparison.Ordinal);

    private static Dictionary<string, string>? Only(IReadOnlyDictionary<string, string>? map, Func<string, bool> wanted) =>
        map?.Where(entry => wanted(entry.Key)).ToDictionary(StringComparer.Ordinal);
}
