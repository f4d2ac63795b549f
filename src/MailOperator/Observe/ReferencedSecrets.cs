using System.Collections.Concurrent;
using MailOperator.Kubernetes.Client;
using MailOperator.Kubernetes.Informers;
using MailOperator.Kubernetes.Models;
using MailOperator.Naming;
using MailOperator.Owned;

namespace MailOperator.Observe;

/// <summary>
/// The Secrets that resources refer to. Those with the operator's label are watched in full. Of all others only the metadata is
/// watched, so that memory does not grow with the cluster's Secrets; one that is referred to is read when its version changes, and let go
/// of when nobody refers to it any more.
/// </summary>
public sealed class ReferencedSecrets(IKubernetes kubernetes, InformerRegistry informers)
{
    private readonly Informer<V1Secret> labelled = informers.Get(OwnedWatch.Of<V1Secret>());
    private readonly Informer<V1Secret> others = informers.Get(Others);
    private readonly ConcurrentDictionary<NamespacedName, V1Secret> read = new();
    private readonly ConcurrentDictionary<NamespacedName, HashSet<string>> wanted = new();

    /// <summary>The watch of what is not the operator's.</summary>
    public static InformerOptions<V1Secret> Others { get; } = new()
    {
        Query = new() { LabelSelector = $"{Names.ManagedByLabel}!={Names.FieldManager}", MetadataOnly = true },
    };

    /// <summary>The Secrets that a resource refers to, by name; those that do not exist are absent.</summary>
    public async Task<IReadOnlyDictionary<string, V1Secret>> ReadAsync(
        NamespacedName resource, IEnumerable<string> names, CancellationToken cancellationToken)
    {
        var now = names.ToHashSet(StringComparer.Ordinal);
        var before = wanted.GetValueOrDefault(resource);
        wanted[resource] = now;
        Drop(resource.Namespace, before?.Except(now) ?? []);

        var found = new Dictionary<string, V1Secret>(StringComparer.Ordinal);
        foreach (var name in now)
        {
            if ((labelled.Get(resource.Namespace, name) ?? await ReadOtherAsync(new(resource.Namespace, name), cancellationToken)) is { } secret)
                found[name] = secret;
        }

        return found;
    }

    /// <summary>The resource is gone.</summary>
    public void Forget(NamespacedName resource)
    {
        if (wanted.TryRemove(resource, out var names))
            Drop(resource.Namespace, names);
    }

    // Where another resource has just begun to refer to one, it is read once more.
    private void Drop(string @namespace, IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            if (!wanted.Any(other => other.Key.Namespace == @namespace && other.Value.Contains(name)))
                read.TryRemove(new(@namespace, name), out _);
        }
    }

    private async Task<V1Secret?> ReadOtherAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (others.Get(key.Namespace, key.Name) is not { } seen)
        {
            read.TryRemove(key, out _);
            return null;
        }

        if (read.TryGetValue(key, out var known) && known.Metadata.ResourceVersion == seen.Metadata.ResourceVersion)
            return known;
        var secret = await kubernetes.GetAsync<V1Secret>(key.Namespace, key.Name, cancellationToken);
        if (secret is not null)
            read[key] = secret;
        return secret;
    }
}
