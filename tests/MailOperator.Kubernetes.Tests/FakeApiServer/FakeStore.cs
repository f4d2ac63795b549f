using System.Globalization;
using System.Text.Json.Nodes;

namespace MailOperator.Kubernetes.Tests.FakeApiServer;

/// <summary>One change of the store.</summary>
public sealed record FakeChange(string Type, string Collection, string? Namespace, long Version, string Json);

/// <summary>
/// The objects of a fake API server, each with a resourceVersion, and the history of their changes. Collections are named
/// <c>apiVersion/plural</c>, such as <c>v1/secrets</c> or <c>apps/v1/statefulsets</c>.
/// </summary>
public sealed class FakeStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Collection, string? Namespace, string Name), JsonObject> _objects = [];
    private readonly List<FakeChange> _history = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _version = 1;
    private long _uids;
    private long _oldest;

    /// <summary>The version of the whole store.</summary>
    public long Version
    {
        get { lock (_lock) return _version; }
    }

    /// <summary>Adds or replaces an object, and gives it a uid and a new resourceVersion.</summary>
    public JsonObject Put(string collection, JsonObject value)
    {
        lock (_lock)
        {
            var copy = value.DeepClone().AsObject();
            var metadata = copy["metadata"]!.AsObject();
            var key = (collection, (string?)metadata["namespace"], (string)metadata["name"]!);
            var before = _objects.GetValueOrDefault(key);
            metadata["uid"] = (string?)before?["metadata"]?["uid"] ?? $"uid-{++_uids}";
            metadata["resourceVersion"] = (++_version).ToString(CultureInfo.InvariantCulture);
            _objects[key] = copy;
            Record(before is null ? "ADDED" : "MODIFIED", key.collection, key.Item2, copy);
            return copy.DeepClone().AsObject();
        }
    }

    /// <summary>Adds or replaces an object with nothing but a name, and a label when wanted.</summary>
    public JsonObject Put(string collection, string? @namespace, string name, string? label = null)
    {
        var metadata = new JsonObject { ["name"] = name };
        if (@namespace is not null) metadata["namespace"] = @namespace;
        if (label is not null) metadata["labels"] = new JsonObject { ["label"] = label };
        return Put(collection, new JsonObject { ["metadata"] = metadata });
    }

    /// <summary>Takes an object away; false when it is not there.</summary>
    public bool Remove(string collection, string? @namespace, string name)
    {
        lock (_lock)
        {
            if (!_objects.Remove((collection, @namespace, name), out var gone)) return false;
            gone["metadata"]!["resourceVersion"] = (++_version).ToString(CultureInfo.InvariantCulture);
            Record("DELETED", collection, @namespace, gone);
            return true;
        }
    }

    /// <summary>Forgets the history up to now: watches from before answer 410.</summary>
    public void Compact()
    {
        lock (_lock)
        {
            _history.Clear();
            _oldest = _version;
        }
    }

    /// <summary>Moves the version on without changing anything, as changes of other resources do.</summary>
    public void Advance()
    {
        lock (_lock)
        {
            _version++;
            Signal();
        }
    }

    public JsonObject? Get(string collection, string? @namespace, string name)
    {
        lock (_lock) return _objects.GetValueOrDefault((collection, @namespace, name))?.DeepClone().AsObject();
    }

    /// <summary>All objects of a collection, in order, and the version they are of.</summary>
    public (IReadOnlyList<JsonObject> Items, long Version) List(string collection, string? @namespace = null)
    {
        lock (_lock)
        {
            var items = _objects
                .Where(e => e.Key.Collection == collection && (@namespace is null || e.Key.Namespace == @namespace))
                .OrderBy(e => e.Key.Namespace, StringComparer.Ordinal).ThenBy(e => e.Key.Name, StringComparer.Ordinal)
                .Select(e => e.Value.DeepClone().AsObject());
            return ([.. items], _version);
        }
    }

    /// <summary>The changes after a version; <c>null</c> when they are forgotten. And what to wait for when there are none.</summary>
    public (IReadOnlyList<FakeChange>? Changes, long Version, Task More) After(long version, string collection, string? @namespace)
    {
        lock (_lock)
        {
            if (version < _oldest) return (null, _version, Task.CompletedTask);
            var changes = _history.Where(
                c => c.Version > version && c.Collection == collection && (@namespace is null || c.Namespace == @namespace));
            return ([.. changes], _version, _changed.Task);
        }
    }

    private void Record(string type, string collection, string? @namespace, JsonObject value)
    {
        _history.Add(new FakeChange(type, collection, @namespace, _version, value.ToJsonString()));
        Signal();
    }

    private void Signal()
    {
        var changed = _changed;
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.SetResult();
    }
}
