using MailOperator.CertManager;
using MailOperator.Kubernetes.Models;
using MailOperator.Naming;
using MailOperator.Observe;
using MailOperator.Roll;

namespace MailOperator.Plan;

/// <summary>Which owned objects are no longer wanted.</summary>
public static class Pruning
{
    /// <summary>
    /// The kinds of which an object may come to be unwanted. Of all others each server has those of its own name for as long as it is there;
    /// more than these nobody but somebody else makes, and the operator has no right to delete them.
    /// </summary>
    public static IReadOnlyList<Type> Kinds { get; } =
    [
        typeof(V1ConfigMap), typeof(V1Secret), typeof(V1Job), typeof(V1Certificate), typeof(V1PodDisruptionBudget), typeof(V1beta1PodDisruptionBudget),
    ];

    /// <summary>
    /// Everything that the resource owns and that is not planned goes, but configurations and certificates that a pod or the
    /// StatefulSet still uses, and the newest few beyond those, for whoever wants to look back. The StatefulSet itself is
    /// never unwanted (<see cref="Kinds"/>): that none is planned means that it is not known what should run, not that nothing should.
    /// Nor is what an API holds that counts as absent, of which nothing is planned.
    /// </summary>
    public static IReadOnlyList<IKubernetesObject> Unwanted(
        Observation observed, IReadOnlyCollection<IKubernetesObject> planned, WorkloadPlan? workload, IReadOnlyCollection<string> issuing, int history)
    {
        var keep = planned.Select(Key).ToHashSet();
        var used = UsedNames(observed);
        var spare = observed.Owned.Where(owned => !keep.Contains(Key(owned))
            && Kinds.Contains(owned.GetType())
            && observed.Apis.Serve(owned)
            && !(owned is V1Secret && issuing.Contains(owned.Metadata.Name!))).ToArray();
        var revisions = spare.Where(owned => IsRevision(observed, owned)).ToArray();
        // In the middle of a roll a pod that is lost is made anew from the revision before, which nothing else may use by then.
        var settled = observed.Workload is null || workload?.Roll.Reason == RollReason.Complete;
        var unused = settled ? revisions.Where(owned => !used.Contains(Key(owned))).ToArray() : [];
        return
        [
            .. spare.Where(owned => !IsRevision(observed, owned)),
            .. unused.GroupBy(owned => owned.Kind).SelectMany(kind => kind
                .OrderByDescending(owned => owned.Metadata.CreationTimestamp)
                .ThenBy(owned => owned.Metadata.Name, StringComparer.Ordinal)
                .Skip(history)),
        ];
    }

    private static (string? Kind, string? Name) Key(IKubernetesObject value) => (value.Kind, value.Metadata.Name);

    /// <summary>Whether an object is a configuration, or a set of certificates, named by its content.</summary>
    public static bool IsRevision(Observation observed, IKubernetesObject owned) => owned switch
    {
        V1ConfigMap => Names.IsConfigMap(observed.Resource, owned.Metadata.Name!),
        V1Secret => Names.IsMaterial(observed.Resource, owned.Metadata.Name!),
        _ => false,
    };

    private static HashSet<(string? Kind, string? Name)> UsedNames(Observation observed) =>
    [
        .. observed.Pods.Select(pod => pod.Spec)
            .Append(observed.Workload?.Spec?.Template?.Spec)
            .Append(observed.Serving?.Template.Spec)
            .SelectMany(pod => pod?.Volumes ?? [])
            .SelectMany(volume => new (string?, string?)[] { ("ConfigMap", volume.ConfigMap?.Name), ("Secret", volume.Secret?.SecretName) })
            .Where(used => used.Item2 is not null),
    ];
}
