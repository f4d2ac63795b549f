using System.Collections.Concurrent;
using MailOperator.Api;
using MailOperator.CertManager;
using MailOperator.Kubernetes.Informers;
using MailOperator.Kubernetes.Models;
using MailOperator.Naming;
using MailOperator.Owned;
using MailOperator.Probe;
using MailOperator.Server;

namespace MailOperator.Observe;

/// <summary>Gathers what is, from caches; only a Secret that has changed and is not labelled is asked for, and why a pod does not start.</summary>
public sealed class Observer(OwnedKinds owned, References references, InformerRegistry informers, ProbeBoard probes, TimeProvider time)
{
    private readonly Informer<V1Pod> _pods = informers.Get(Pods);

    // What the pods were last told to run is known from their StatefulSet alone. Who deletes it while no candidate is fit would else
    // be left without pods until one is.
    private readonly ConcurrentDictionary<NamespacedName, (string Owner, V1StatefulSet Workload)> _workloads = new();

    /// <summary>The watch of pods: those of servers and of their gates.</summary>
    public static InformerOptions<V1Pod> Pods { get; } = OwnedWatch.Of<V1Pod>() with
    {
        Transform = PodExcerpt.Of,
        Indexes = new Dictionary<string, Func<V1Pod, IEnumerable<string>>>
        {
            [ByInstance] = pod => pod.Metadata.Labels?.TryGetValue(Names.InstanceLabel, out var instance) == true
                ? [InstanceKey(pod.Metadata.NamespaceProperty, instance)]
                : [],
        },
    };

    private const string ByInstance = "instance";

    /// <summary>What is, for one resource, now.</summary>
    public async Task<Observation> ObserveAsync(MailServerTls resource, CancellationToken cancellationToken)
    {
        var name = NamespacedName.Of(resource);
        await owned.CompleteAsync(name.Namespace, cancellationToken);
        await _pods.CompleteAsync(name.Namespace, cancellationToken);
        for (var seen = Seen(resource); ;)
        {
            var (material, configuration) = (Material(seen), Configuration(seen));
            var secrets = await references.Secrets.ReadAsync(name, [.. References.SecretNames(resource), .. material], cancellationToken);
            var configMaps = await references.ConfigMaps.ReadAsync(name, [.. References.ConfigMapNames(resource), .. configuration], cancellationToken);
            seen = Seen(resource) with { Secrets = secrets, ConfigMaps = configMaps };
            // Without the keys that the pods have, those that they come after would not be waited with, and none be renewed.
            if (Material(seen).SequenceEqual(material) && Configuration(seen).SequenceEqual(configuration))
                return await references.Hindrances.AddAsync(seen, cancellationToken);
        }
    }

    // The Secret that the pods have their keys from, where it is the resource's own: none or one.
    private static string[] Material(Observation seen) =>
        seen.Serving is { } serving && PodParts.Material(serving.Template) is { } material
        && seen.Owned.Any(owned => owned is V1Secret && owned.Metadata.Name == material)
            ? [material]
            : [];

    private static string[] Configuration(Observation seen) =>
        seen.Serving is { } serving && PodParts.Configuration(serving.Template) is { } configuration
        && seen.Owned.Any(owned => owned is V1ConfigMap && owned.Metadata.Name == configuration)
            ? [configuration]
            : [];

    /// <summary>What the caches show of it, which is all but what it refers to.</summary>
    public Observation Seen(MailServerTls resource)
    {
        var seen = Cached(resource);
        var (name, owner) = (NamespacedName.Of(resource), resource.Metadata.Uid!);
        if (seen.Workload is { } workload)
            _workloads[name] = (owner, workload);
        else if (_workloads.TryGetValue(name, out var former) && former.Owner == owner)
            return seen with { FormerWorkload = former.Workload };
        return seen;
    }

    /// <summary>Nothing but the resource, for telling of it when looking at the rest has failed.</summary>
    public Observation Blind(MailServerTls resource) => new() { Resource = resource, Now = time.GetUtcNow(), IsBlind = true };

    /// <summary>The resource is gone; what was read and remembered for it alone is let go of.</summary>
    public void Forget(NamespacedName resource)
    {
        references.Forget(resource);
        _workloads.TryRemove(resource, out _);
    }

    private Observation Cached(MailServerTls resource) => new()
    {
        Resource = resource,
        Now = time.GetUtcNow(),
        Owned = owned.OwnedBy(resource),
        Pods = _pods.ByIndex(ByInstance, InstanceKey(resource.Metadata.NamespaceProperty, resource.Metadata.Name!)),
        Unreadable =
        [
            .. owned.UnreadableOf(resource),
            .. LeftOut.Of(resource, _pods.Unreadable).Select(pod => ("Pod", pod)),
        ],
        Probes = probes.Results(NamespacedName.Of(resource)),
        Apis = new()
        {
            CertManager = owned.Serves<V1Certificate>(),
            PolicyV1 = owned.Serves<V1PodDisruptionBudget>(),
            PolicyV1Beta1 = owned.Serves<V1beta1PodDisruptionBudget>(),
        },
    };

    private static string InstanceKey(string? @namespace, string instance) => $"{@namespace}/{instance}";
}
