using MailOperator.Api;
using MailOperator.Kubernetes.Models;
using MailOperator.Probe;
using MailOperator.Server;

namespace MailOperator.Observe;

/// <summary>What is, at one moment, as far as it matters for one resource. Planning needs nothing else.</summary>
public sealed record Observation
{
    /// <summary>The resource, defaults filled in.</summary>
    public required MailServerTls Resource { get; init; }

    /// <summary>The moment.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Whether nothing but the resource and the moment is known, since not even the caches could be looked at.</summary>
    public bool IsBlind { get; init; }

    /// <summary>Secrets that the resource refers to, and the one that its pods have keys from, by name; those that do not exist are absent.</summary>
    public IReadOnlyDictionary<string, V1Secret> Secrets { get; init; } = new Dictionary<string, V1Secret>();

    /// <summary>ConfigMaps that the resource refers to, and the one that its pods run, by name; those that do not exist are absent.</summary>
    public IReadOnlyDictionary<string, V1ConfigMap> ConfigMaps { get; init; } = new Dictionary<string, V1ConfigMap>();

    /// <summary>
    /// Objects whose controller is the resource, and which are not being deleted; all of its namespace, one of each name and kind. Of Secrets
    /// and ConfigMaps only the metadata.
    /// </summary>
    public IReadOnlyList<IKubernetesObject> Owned { get; init; } = [];

    /// <summary>Pods of the server and of its gate.</summary>
    public IReadOnlyList<V1Pod> Pods { get; init; } = [];

    /// <summary>Objects that may be among those owned, or pods, and cannot be read, with their kinds.</summary>
    public IReadOnlyList<(string Kind, UnreadableObject Object)> Unreadable { get; init; } = [];

    /// <summary>What the last handshakes with the pods saw.</summary>
    public IReadOnlyList<ProbeResult> Probes { get; init; } = [];

    /// <summary>What holds up pods that are late, by the pod's name, where it is known from elsewhere than their own status.</summary>
    public IReadOnlyDictionary<string, PodTrouble> Hindrances { get; init; } = new Dictionary<string, PodTrouble>();

    /// <summary>When to look for <see cref="Hindrances"/> again; null while no pod is late.</summary>
    public DateTimeOffset? LookForHindrances { get; init; }

    /// <summary>Which optional APIs the cluster serves.</summary>
    public ServedApis Apis { get; init; } = new();

    /// <summary>The owned StatefulSet, where it exists.</summary>
    public V1StatefulSet? Workload => Owned.OfType<V1StatefulSet>().FirstOrDefault(set => set.Metadata.Name == Resource.Metadata.Name);

    /// <summary>What the pods were last told to run: what the StatefulSet says, or the one that somebody has deleted.</summary>
    public ServingRevision? Serving => ServingRevision.Of(Workload ?? FormerWorkload);

    /// <summary>The StatefulSet as it was before somebody deleted it, where none exists and it was seen.</summary>
    public V1StatefulSet? FormerWorkload { get; init; }
}
