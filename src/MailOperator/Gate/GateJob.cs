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

    /// <summary>The Job for a candidate.</summary>
    public static V1Job For(MailServerTls resource, PodParts parts)
    {
        var pod = parts.Pod with
        {
            RestartPolicy = "Never",
            Containers =
            [
                parts.Postfix(Container, ["gate"], withUsers: parts.Authenticates) with
                {
                    TerminationMessagePath = "/dev/termination-log",
                    TerminationMessagePolicy = "FallbackToLogsOnError",
                },
            ],
            Affinity = NodeAffinity(resource.Spec.Workload.Affinity),
            Volumes =
            [
                .. parts.Volumes.Where(volume => volume.Name is not ("auth-run" or "auth-tmp")),
                new() { Name = "queue", EmptyDir = new() },
            ],
        };
        var metadata = new V1ObjectMeta
        {
            Labels = parts.Labels(Names.Labels(resource, Names.GateComponent)),
            Annotations = parts.Annotations([]) is { Count: > 0 } annotations ? annotations : null,
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
                Template = new() { Metadata = metadata with { Labels = parts.Labels(labels) }, Spec = pod },
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

    // Which nodes pods may be on says what they run on, such as an architecture. Beside whom is the servers' concern: where each node has
    // one already, the gate would find none.
    private static JsonElement? NodeAffinity(JsonElement? affinity) =>
        affinity is { ValueKind: JsonValueKind.Object } wanted && wanted.TryGetProperty("nodeAffinity", out var nodes)
            ? JsonSerializer.SerializeToElement(new Dictionary<string, JsonElement> { ["nodeAffinity"] = nodes })
            : null;
}
