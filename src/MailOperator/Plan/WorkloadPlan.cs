using System.Globalization;
using MailOperator.Kubernetes.Models;
using MailOperator.Naming;
using MailOperator.Observe;
using MailOperator.Roll;
using MailOperator.Server;

namespace MailOperator.Plan;

/// <summary>The StatefulSet that runs a revision, and how far it may go with it.</summary>
/// <param name="StatefulSet">What is to be applied.</param>
/// <param name="Revision">The revision of its template.</param>
/// <param name="Roll">How far the pods may be replaced.</param>
/// <param name="Warnings">What was asked for and cannot be done to a StatefulSet that exists.</param>
public sealed record WorkloadPlan(V1StatefulSet StatefulSet, string Revision, RollDecision Roll, IReadOnlyList<Problem> Warnings)
{
    /// <summary>What keeps the pod that the roll waits for from starting, where it is known.</summary>
    public PodTrouble? Trouble { get; private init; }

    /// <summary>Plans the workload for a template: the candidate's, or the serving one.</summary>
    public static WorkloadPlan Of(Observation observed, V1PodTemplateSpec template)
    {
        var resource = observed.Resource;
        var revision = ServerPod.Revision(template.Metadata)!;
        var pods = Pods(observed).Select(pod => RollPod(observed, pod, revision)).ToArray();
        var (roll, trouble) = Explained(observed, Held(observed.Workload, revision, RollDecision.Decide(
            Names.Server(resource), resource.Spec.Workload.Replicas, [.. pods, .. Lost(observed.Workload, revision, pods)], observed.Now,
            resource.Status?.Rollout?.MissingSince)));
        var (claim, warnings) = QueueClaim(observed);
        return new(
            new()
            {
                Metadata = Names.Owned(resource, Names.Server(resource)) with
                {
                    Annotations = new Dictionary<string, string> { [Names.ServingTemplateAnnotation] = ServingRevision.Write(template) },
                },
                Spec = new()
                {
                    Replicas = resource.Spec.Workload.Replicas,
                    Selector = new() { MatchLabels = Names.Selector(resource) },
                    ServiceName = Names.PodsService(resource),
                    // Parallel, because with OrderedReady a pod that never becomes ready blocks the way back to a good template.
                    // Pods are still replaced one at a time: the update strategy sees to it, and the partition.
                    PodManagementPolicy = "Parallel",
                    UpdateStrategy = new() { Type = "RollingUpdate", RollingUpdate = new() { Partition = roll.Partition } },
                    RevisionHistoryLimit = 5,
                    Template = template,
                    VolumeClaimTemplates = [claim],
                },
            },
            revision,
            roll,
            warnings)
        {
            Trouble = trouble,
        };
    }

    /// <summary>The pods of the server, those that are being deleted too.</summary>
    public static IEnumerable<V1Pod> Pods(Observation observed) => observed.Pods
        .Where(pod => pod.Metadata.Labels?.GetValueOrDefault(Names.ComponentLabel) == Names.SmtpComponent)
        .Where(pod => Ordinal(observed, pod) is not null)
        .Where(pod => !IsSomebodyElses(observed, pod))
        .OrderBy(pod => Ordinal(observed, pod));

    /// <summary>Those of them that are there to stay: what is scaled away serves whom it still has, and is nobody's concern.</summary>
    public static IEnumerable<V1Pod> Staying(Observation observed) =>
        Pods(observed).Where(pod => Ordinal(observed, pod) < observed.Resource.Spec.Workload.Replicas);

    /// <summary>Whether a pod is ready and is to stay.</summary>
    public static bool IsReady(V1Pod pod) =>
        pod.Metadata.DeletionTimestamp is null
        && (pod.Status?.Conditions?.Any(condition => condition is { Type: "Ready", Status: "True" }) ?? false);

    /// <summary>What handshakes say of a pod, over all of its listeners.</summary>
    public static PodProof Proof(Observation observed, V1Pod pod)
    {
        var results = observed.Probes.Where(result => result.Request.PodUid == pod.Metadata.Uid).Select(result => result.Proof).ToArray();
        var expected = Math.Max(OpenPorts.Of(pod.Spec).Count(), ProbePlan.Of(observed, pod).Count());
        return results.Contains(PodProof.Refuted) ? PodProof.Refuted
            : results.Contains(PodProof.TurnedAway) ? PodProof.TurnedAway
            : results.Contains(PodProof.Unreachable) ? PodProof.Unreachable
            : results.Length < expected ? PodProof.Unknown
            : PodProof.Proven;
    }

    // A pod below the partition that is lost in the middle of a roll is made anew from the revision before. It counts as such: were
    // it passed over, the partition would fall to 0, and a revision that has not proven itself would get the last good pod's place.
    private static IEnumerable<RollPod> Lost(V1StatefulSet? live, string revision, IReadOnlyCollection<RollPod> pods)
    {
        var partition = ServerPod.Revision(live?.Spec?.Template?.Metadata ?? new()) == revision
            ? live?.Spec?.UpdateStrategy?.RollingUpdate?.Partition ?? 0
            : 0;
        return Enumerable.Range(0, partition)
            .Except(pods.Select(pod => pod.Ordinal))
            .Select(ordinal => new RollPod(ordinal, Current: false, Ready: false, PodProof.Unknown, Missing: true));
    }

    // The pods are known as of before the StatefulSet controller acted on what was written last; it may just be taking one down.
    // So a pod is given up only when it has taken up this very template: a new one first goes out with no pod given up to it.
    private static RollDecision Held(V1StatefulSet? live, string revision, RollDecision roll)
    {
        if (live?.Spec is not { } spec || roll.Reason != RollReason.Rolling)
            return roll;
        var current = spec.Template is { } template && ServerPod.Revision(template.Metadata) == revision;
        var given = current && spec.UpdateStrategy?.RollingUpdate?.Partition <= roll.Partition;
        var seen = current && (live.Status?.ObservedGeneration ?? 0) >= (live.Metadata.Generation ?? 0);
        return given || seen ? roll : roll with { Partition = roll.Partition + 1 };
    }

    private static (RollDecision Roll, PodTrouble? Trouble) Explained(Observation observed, RollDecision roll)
    {
        if (roll.WaitsFor is not { } ordinal)
            return (roll, null);
        var pod = Pods(observed).FirstOrDefault(pod => Ordinal(observed, pod) == ordinal);
        if ((Hindrance(observed, ordinal) ?? (pod is null ? null : PodTrouble.Of(pod))) is not { } trouble)
            return (roll, null);
        var since = (pod is null ? roll.MissingSince : NotReadySince(pod)) ?? observed.Now;
        // Who refuses a pod goes on to.
        var due = since + (trouble.Reason == PodTrouble.PodNotCreated ? TimeSpan.Zero : RollDecision.TroubleDeadline);
        return (roll.HeldUp(due, observed.Now), trouble);
    }

    private static PodTrouble? Hindrance(Observation observed, int ordinal) =>
        observed.Hindrances.GetValueOrDefault(FormattableString.Invariant($"{Names.Server(observed.Resource)}-{ordinal}"));

    private static RollPod RollPod(Observation observed, V1Pod pod, string revision) => new(
        Ordinal(observed, pod)!.Value,
        ServerPod.Revision(pod.Metadata) == revision,
        IsReady(pod),
        Proof(observed, pod),
        NotReadySince(pod));

    private static DateTimeOffset? NotReadySince(V1Pod pod) => IsReady(pod)
        ? null
        : pod.Metadata.DeletionTimestamp
            ?? pod.Status?.Conditions?.FirstOrDefault(condition => condition.Type == "Ready")?.LastTransitionTime
            ?? pod.Metadata.CreationTimestamp;

    // Or of a StatefulSet that was deleted: it is about to go, and says nothing of how this server fares. One without a controller is about
    // to have one: whoever deletes a StatefulSet and lets its pods stay (--cascade=orphan) has the next one take them over.
    private static bool IsSomebodyElses(Observation observed, V1Pod pod) =>
        pod.Metadata.FindController() is { } controller
        && !(observed.Workload is { } workload
            ? pod.Metadata.IsControlledBy(workload)
            : (controller.Kind, controller.Name) == ("StatefulSet", Names.Server(observed.Resource)));

    private static int? Ordinal(Observation observed, V1Pod pod)
    {
        var prefix = $"{Names.Server(observed.Resource)}-";
        return pod.Metadata.Name is { } name && name.StartsWith(prefix, StringComparison.Ordinal)
            && int.TryParse(name.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal)
            // A StatefulSet writes no leading zeros: two names for one number would be one pod too many.
            && name.AsSpan(prefix.Length).SequenceEqual(ordinal.ToString(CultureInfo.InvariantCulture))
            ? ordinal
            : null;
    }

    // A StatefulSet's claim templates cannot be changed (apps/v1): what exists stays, and the difference is told.
    private static (V1PersistentVolumeClaim Claim, IReadOnlyList<Problem> Warnings) QueueClaim(Observation observed)
    {
        var storage = observed.Resource.Spec.Workload.Storage;
        var wanted = Claim(storage.Size.Text, storage.StorageClassName);
        var existing = observed.Workload?.Spec?.VolumeClaimTemplates?.FirstOrDefault(claim => claim.Metadata.Name == "queue");
        if (existing?.Spec is null)
            return (wanted, []);
        var size = existing.Spec.Resources?.Requests?.GetValueOrDefault("storage") ?? storage.Size.Text;
        var kept = Claim(size, existing.Spec.StorageClassName);
        return KubernetesJson.Serialize(kept) == KubernetesJson.Serialize(wanted) ? (kept, []) : (kept,
        [
            new(
                "spec.workload.storage",
                "Immutable",
                $"The queue volumes stay as they were made ({size}). To enlarge them, change the claims "
                + $"queue-{Names.Server(observed.Resource)}-N where the storage class allows it; "
                + "to take a new size or class for all, drain the queue and make the server anew."),
        ]);
    }

    private static V1PersistentVolumeClaim Claim(string size, string? storageClass) => new()
    {
        // Within a StatefulSet the claim's own version and kind are the API server's to fill in.
        Metadata = new() { Name = "queue" },
        Spec = new()
        {
            AccessModes = ["ReadWriteOnce"],
            Resources = new() { Requests = new Dictionary<string, string> { ["storage"] = size } },
            StorageClassName = storageClass,
        },
    };
}
