using System.Collections.Concurrent;
using MailOperator.Api.Status;
using MailOperator.Kubernetes.Client;
using MailOperator.Kubernetes.Informers;
using MailOperator.Kubernetes.Models;
using MailOperator.Naming;
using MailOperator.Server;

namespace MailOperator.Observe;

/// <summary>
/// Why pods do not start, where their own status does not tell: a quota that refuses them, a volume that is not made or not mounted. Only
/// the cluster's events say so. They are read for the few objects concerned, while a pod is late, and nothing of them is kept beyond that.
/// </summary>
public sealed class Hindrances(IKubernetes kubernetes)
{
    /// <summary>A pod is late when it has not become ready for so long.</summary>
    public static readonly TimeSpan Late = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<NamespacedName, (DateTimeOffset Asked, IReadOnlyDictionary<string, PodTrouble> Found)> _known = new();

    /// <summary>Looks for what holds up each pod of a server that is late, by the pod's name, and when to look again.</summary>
    /// <param name="seen">What the caches show.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    public async Task<Observation> AddAsync(Observation seen, CancellationToken cancellationToken)
    {
        var server = NamespacedName.Of(seen.Resource);
        var waiting = Waiting(seen).ToArray();
        if (waiting.Length == 0)
        {
            _known.TryRemove(server, out _);
            return seen;
        }

        var late = waiting.Where(pod => seen.Now >= pod.Since + Late).ToArray();
        if (late.Length == 0)
            return seen with { LookForHindrances = waiting.Min(pod => pod.Since) + Late };
        if (!_known.TryGetValue(server, out var known) || seen.Now >= known.Asked + Pace)
        {
            // One is enough to tell of: they are made alike.
            var (name, pod, _) = late[0];
            var found = await FindAsync(seen, name, pod, cancellationToken) is { } trouble
                ? new Dictionary<string, PodTrouble> { [name] = trouble }
                : new Dictionary<string, PodTrouble>();
            _known[server] = known = (seen.Now, found);
        }

        return seen with { Hindrances = known.Found, LookForHindrances = known.Asked + Pace };
    }

    /// <summary>The resource is gone.</summary>
    public void Forget(NamespacedName server) => _known.TryRemove(server, out _);

    // From the highest down, as the roll goes. What the pod's own status tells needs no event, but that no node takes it may be a volume's fault.
    private static IEnumerable<(string Name, V1Pod? Pod, DateTimeOffset Since)> Waiting(Observation seen)
    {
        if (seen.Workload is not { Metadata: var workload })
            yield break;
        for (var ordinal = seen.Resource.Spec.Workload.Replicas - 1; ordinal >= 0; ordinal--)
        {
            var name = FormattableString.Invariant($"{Names.Server(seen.Resource)}-{ordinal}");
            var pod = seen.Pods.FirstOrDefault(pod => pod.Metadata.Name == name);
            var ready = pod?.Status?.Conditions?.FirstOrDefault(condition => condition.Type == "Ready");
            if (pod is null)
                yield return (name, null, seen.Resource.Status?.Rollout?.MissingSince ?? workload.CreationTimestamp ?? seen.Now);
            else if (ready?.Status != "True" && PodTrouble.Of(pod) is null or { Reason: PodTrouble.Unschedulable })
                yield return (name, pod, ready?.LastTransitionTime ?? pod.Metadata.CreationTimestamp ?? seen.Now);
        }
    }

    private async Task<PodTrouble?> FindAsync(Observation seen, string name, V1Pod? pod, CancellationToken cancellationToken)
    {
        if (pod is null)
            return await FindAsync(seen, "StatefulSet", Names.Server(seen.Resource), PodTrouble.PodNotCreated, ["FailedCreate"], cancellationToken);
        return await FindAsync(seen, "PersistentVolumeClaim", $"queue-{name}", PodTrouble.VolumeNotBound, ["FailedBinding", "ProvisioningFailed"], cancellationToken)
            ?? await FindAsync(seen, "Pod", name, PodTrouble.VolumeNotMounted, ["FailedMount", "FailedAttachVolume"], cancellationToken);
    }

    private async Task<PodTrouble?> FindAsync(
        Observation seen, string kind, string name, string reason, IReadOnlyList<string> causes, CancellationToken cancellationToken)
    {
        try
        {
            var events = await kubernetes.ListAsync<Corev1Event>(
                new()
                {
                    Namespace = seen.Resource.Metadata.NamespaceProperty,
                    FieldSelector = $"involvedObject.kind={kind},involvedObject.name={name}",
                    Limit = 100,
                },
                cancellationToken);
            var last = events.Items
                .Where(each => causes.Contains(each.Reason) && seen.Now < Time(each) + Fresh)
                .MaxBy(Time);
            return last is null ? null : new(reason, $"{kind} {name}: {StatusText.Shorten((last.Message ?? last.Reason!).Trim(), 600)}");
        }
        catch (Exception error) when (error is KubernetesException or HttpRequestException)
        {
            // It is only for telling more: what is known without it is told.
            return null;
        }
    }

    private static DateTimeOffset? Time(Corev1Event each) =>
        each.Series?.LastObservedTime ?? each.LastTimestamp ?? each.EventTime ?? each.Metadata.CreationTimestamp;
}
