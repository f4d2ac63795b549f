using System.Net;
using System.Text.Json.Nodes;
using MailOperator.Kubernetes.Client;
using MailOperator.Kubernetes.Informers;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Kubernetes.Tests.Fakes;

/// <summary>What etcd and the API server hold: objects, one version for all, and the history since the last compaction.</summary>
internal sealed class FakeCluster
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<(string Type, NamespacedName Key), IKubernetesObject> _objects = [];
    private readonly List<(long Version, WatchEventType Type, IKubernetesObject Object)> _history = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _compacted;
    private int _uids;

    public long Version { get; private set; } = 100;

    public IReadOnlyList<T> All<T>()
    {
        lock (_lock)
            return [.. _objects.Values.OfType<T>()];
    }

    public T? Find<T>(string? @namespace, string name)
        where T : class
    {
        lock (_lock)
            return _objects.GetValueOrDefault((typeof(T).Name, new NamespacedName(@namespace ?? "", name))) as T;
    }

    /// <summary>Creates, or replaces what is there, as a client would that sends no resourceVersion.</summary>
    public T Put<T>(T value)
        where T : class, IKubernetesObject
    {
        lock (_lock)
        {
            var key = (typeof(T).Name, NamespacedName.Of(value));
            var old = _objects.GetValueOrDefault(key);
            if (value.Metadata.ResourceVersion is { } expected && expected != old?.Metadata.ResourceVersion)
                throw new KubernetesException(HttpStatusCode.Conflict, "Conflict", "the object has been modified");
            var stored = Stamp(value, old?.Metadata.Uid ?? $"uid-{++_uids}", ++Version);
            _objects[key] = stored;
            Record(old is null ? WatchEventType.Added : WatchEventType.Modified, stored);
            return stored;
        }
    }

    public bool Delete<T>(string? @namespace, string name)
        where T : class, IKubernetesObject
    {
        lock (_lock)
        {
            if (!_objects.Remove((typeof(T).Name, new NamespacedName(@namespace ?? "", name)), out var old))
                return false;
            Record(WatchEventType.Deleted, Stamp((T)old, old.Metadata.Uid!, ++Version));
            return true;
        }
    }

    /// <summary>The history so far is gone: who watches from within it must list.</summary>
    public void Compact()
    {
        lock (_lock)
        {
            _compacted = Version;
            _history.Clear();
        }
    }

    /// <summary>Wakes the watches although nothing changed.</summary>
    public void Wake()
    {
        lock (_lock)
            Pulse();
    }

    public (IReadOnlyList<T> Items, long Version) Snapshot<T>()
    {
        lock (_lock)
            return ([.. _objects.Values.OfType<T>()], Version);
    }

    /// <summary>The changes of a type after a version, and what to await for more.</summary>
    public (IReadOnlyList<WatchEvent<T>> Events, Task More) Since<T>(long version)
        where T : class, IKubernetesObject
    {
        lock (_lock)
        {
            if (version < _compacted)
                throw new KubernetesException(HttpStatusCode.Gone, "Expired", $"too old resource version: {version} ({_compacted})");
            if (version > Version)
            {
                throw new KubernetesException(
                    HttpStatusCode.GatewayTimeout, "Timeout", $"Too large resource version: {version}, current: {Version}");
            }
            return ([.. _history.Where(change => change.Version > version && change.Object is T).Select(change =>
                new WatchEvent<T>(change.Type, (T)change.Object, change.Object.Metadata.ResourceVersion!))], _changed.Task);
        }
    }

    private void Record(WatchEventType type, IKubernetesObject value)
    {
        _history.Add((Version, type, value));
        Pulse();
    }

    private void Pulse()
    {
        var changed = _changed;
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.SetResult();
    }

    private static T Stamp<T>(T value, string uid, long version)
        where T : class, IKubernetesObject
    {
        var node = KubernetesJson.ToNode(value);
        var metadata = node["metadata"] ?? (node["metadata"] = new JsonObject());
        metadata["uid"] = uid;
        metadata["resourceVersion"] = version.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return KubernetesJson.Deserialize<T>(node);
    }
}
