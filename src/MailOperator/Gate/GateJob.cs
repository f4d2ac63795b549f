using System.Text.Json;
using MailOperator.Api;
using MailOperator.Kubernetes.Models;
using MailOperator.Naming;
using MailOperator.Server;

namespace MailOperator.Gate;

/// <summary>
/// The Job that tries a candidate: the image, configuration and certificates of the pods to come, on loopback, with a
/// handshake for every listener. It is named by what it tries.
/// </summary>
public static class GateJob
{
    /// <summary>Label of the gate's pod: the hash of what it tries.</summary>
    public const string HashLabel = "mailoperator.io/gate";

    /// <summary>The container whose end is the verdict. Others in its pod are not ours.</summary>
    internal const string Container = "gate";

    /// <summary>Longer than a trial takes by far; most of it is for a node to pull the image.</summary>
    internal static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);

    /// <summary>The Job that tries the pods of a template: the same image, mounts and rights, without what only a server needs.</summary>
    public static V1Job For(MailServerTls resource, V1PodTemplateSpec server)
    {
        var pod = server.Spec! with
        {
            RestartPolicy = "Never",
            Containers = [Trial(server.Spec.Containers!)],
            Affinity = NodeAffinity(server.Spec.Affinity),
            TopologySpreadConstraints = null,
            TerminationGracePeriodSeconds = null,
            Volumes =
            [
                .. (server.Spec.Volumes ?? []).Where(volume => volume.Name is not ("auth-run" or "auth-tmp")),
                new() { Name = "queue", EmptyDir = new() },
            ],
        };
        var metadata = new V1ObjectMeta
        {
            Labels = With(server.Metadata.Labels, Names.Labels(resource, Names.GateComponent)),
            // What the operator says of a server's pods is not so of this one.
            Annotations = With((server.Metadata.Annotations ?? new Dictionary<string, string>())
                .Where(annotation => !annotation.Key.StartsWith(Names.OwnPrefix, StringComparison.Ordinal)), []) is { Count: > 0 } users ? users : null,
        };
        var hash = ContentHash.Of(KubernetesJson.Serialize(new V1PodTemplateSpec { Metadata = metadata, Spec = pod }));
        var labels = Names.Labels(resource, Names.GateComponent);
        labels[HashLabel] = hash;
        return new()
        {
            Metadata = Names.Owned(resource, Names.Gate(resource, hash), Names.GateComponent) with { Labels = labels },
            Spec = new()
            {
                // Whether to try again is the operator's to decide, from the verdict.
                BackoffLimit = 0,
                ActiveDeadlineSeconds = (int)Deadline.TotalSeconds,
                Template = new() { Metadata = metadata with { Labels = With(metadata.Labels, labels) }, Spec = pod },
            },
        };
    }

    /// <summary>The hash of what a Job tries.</summary>
    public static string Hash(V1Job job) => job.Metadata.Labels![HashLabel];

    /// <summary>The Job that tries a candidate, among the objects of its resource: what it says of another candidate is no verdict.</summary>
    public static V1Job? Find(V1Job planned, IEnumerable<IKubernetesObject> owned) => owned
        .OfType<V1Job>()
        .FirstOrDefault(job => job.Metadata.Name == planned.Metadata.Name && Tries(job.Metadata, Hash(planned)));

    /// <summary>
    /// The pod of a Job, the newest where one was made anew. Not that of a former Job of the same name, which may take its time to go and
    /// says what was found out then.
    /// </summary>
    public static V1Pod? PodOf(V1Job? job, IEnumerable<V1Pod> pods) => job is null ? null : pods
        .Where(pod => pod.Metadata.IsControlledBy(job) && Tries(pod.Metadata, Hash(job)))
        .MaxBy(pod => pod.Metadata.CreationTimestamp);

    private static bool Tries(V1ObjectMeta metadata, string hash) => metadata.Labels?.GetValueOrDefault(HashLabel) == hash;

    private static V1Container Trial(IReadOnlyList<V1Container> containers)
    {
        var server = containers.First(container => container.Name == ServerPod.SmtpContainer);
        return server with
        {
            Name = Container,
            Args = ["gate"],
            Ports = null,
            StartupProbe = null,
            ReadinessProbe = null,
            LivenessProbe = null,
            Lifecycle = null,
            TerminationMessagePath = "/dev/termination-log",
            TerminationMessagePolicy = "FallbackToLogsOnError",
            // The users are looked at too, which in a server are for the container beside it alone.
            VolumeMounts =
            [
                .. server.VolumeMounts ?? [],
                .. containers.SelectMany(container => container.VolumeMounts ?? []).Where(mount => mount.Name == PodParts.UsersVolume).Take(1),
            ],
        };
    }

    private static SortedDictionary<string, string> With(
        IEnumerable<KeyValuePair<string, string>>? some, IEnumerable<KeyValuePair<string, string>> others)
    {
        var all = new SortedDictionary<string, string>((some ?? []).ToDictionary(), StringComparer.Ordinal);
        foreach (var (key, value) in others)
            all[key] = value;
        return all;
    }

    // Which nodes pods may be on says what they run on, such as an architecture. Beside whom is the servers' concern: where each node has
    // one already, the gate would find none.
    private static JsonElement? NodeAffinity(JsonElement? affinity) =>
        affinity is { ValueKind: JsonValueKind.Object } wanted && wanted.TryGetProperty("nodeAffinity", out var nodes)
            ? JsonSerializer.SerializeToElement(new Dictionary<string, JsonElement> { ["nodeAffinity"] = nodes })
            : null;
}
