using System.Collections.Concurrent;
using MailOperator.Kubernetes.Client;
using MailOperator.Kubernetes.Informers;
using MailOperator.Kubernetes.Models;
using MailOperator.Owned;

namespace MailOperator.Observe;

/// <summary>
/// The objects of a kind that resources refer to. Only their metadata is watched, so that memory does not grow with the cluster's objects;
/// one that is referred to is read when its version changes, and let go of when nobody refers to it any more.
/// </summary>
public sealed class ReferencedObjects<T>(IKubernetes kubernetes, InformerRegistry informers)
    where T : class, IKubernetesObject
{
    private readonly Informer<T> _labelled = informers.Get(OwnedWatch.Of<T>());
    private readonly Informer<T> _others = informers.Get(References.Others<T>());
    private readonly ConcurrentDictionary<NamespacedName, T> _read = new();
    private readonly ConcurrentDictionary<NamespacedName, HashSet<string>> _wanted = new();

    /// <summary>The objects that a resource refers to, by name; those that do not exist are absent.</summary>
    public async Task<IReadOnlyDictionary<string, T>> ReadAsync(
        NamespacedName resource, IEnumerable<string> names, CancellationToken cancellationToken)
    {
        var now = names.ToHashSet(StringComparer.Ordinal);
        var before = _wanted.GetValueOrDefault(resource);
        _wanted[resource] = now;
        Drop(resource.Namespace, before?.Except(now) ?? []);

        var found = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var name in now)
        {
            if (await ReadAsync(new(resource.Namespace, name), cancellationToken) is { } value)
                found[name] = value;
        }

        return found;
    }

    /// <summary>The resource is gone.</summary>
    public void Forget(NamespacedName resource)
    {
        if (_wanted.TryRemove(resource, out var names))
            Drop(resource.Namespace, names);
    }

    // Where another resource has just begun to refer to one, it is read once more.
    private void Drop(string @namespace, IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            if (!_wanted.Any(other => other.Key.Namespace == @namespace && other.Value.Contains(name)))
                _read.TryRemove(new(@namespace, name), out _);
        }
    }

    private async Task<T?> ReadAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        // What is there and cannot be read is not absent.
        if ((_labelled.FindUnreadable(key.Namespace, key.Name) ?? _others.FindUnreadable(key.Namespace, key.Name)) is { } unreadable)
            throw new UnreadableObjectException(_labelled.Resource, unreadable);
        if ((_labelled.Get(key.Namespace, key.Name) ?? _others.Get(key.Namespace, key.Name)) is not { } seen)
        {
            _read.TryRemove(key, out _);
            return null;
        }

        if (_read.TryGetValue(key, out var known) && known.Metadata.ResourceVersion == seen.Metadata.ResourceVersion)
            return known;
        var value = await kubernetes.GetAsync<T>(key.Namespace, key.Name, cancellationToken);
        if (value is not null)
            _read[key] = value;
        return value;
    }
}
