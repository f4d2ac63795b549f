using System.Collections.Immutable;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Kubernetes.Informers;

/// <summary>A store whose writers replace one immutable snapshot by the next.</summary>
/// <param name="indexes">Indexes beside <see cref="StoreIndex.Owner"/>: the values under which an object is filed.</param>
internal sealed class Store<T>(IReadOnlyDictionary<string, Func<T, IEnumerable<string>>> indexes) : IStore<T>
    where T : class, IKubernetesObject
{
    private static readonly StringComparer Ordinal = StringComparer.Ordinal;

    private readonly ImmutableDictionary<string, Func<T, IEnumerable<string>>> _indexes =
        indexes.ToImmutableDictionary(Ordinal).SetItem(StoreIndex.Owner, StoreIndex.ByOwner);

    private Snapshot _snapshot = new(
        ImmutableSortedDictionary<NamespacedName, T>.Empty,
        ImmutableDictionary.Create<(string, string), ImmutableSortedSet<NamespacedName>>());

    private ImmutableDictionary<NamespacedName, UnreadableObject> _unreadable = ImmutableDictionary<NamespacedName, UnreadableObject>.Empty;

    /// <summary>What is there and cannot be read.</summary>
    public IReadOnlyCollection<UnreadableObject> Unreadable => [.. Volatile.Read(ref _unreadable).Values];

    public UnreadableObject? FindUnreadable(string? @namespace, string name) =>
        Volatile.Read(ref _unreadable).GetValueOrDefault(new NamespacedName(@namespace ?? "", name));

    public T? Get(string? @namespace, string name) => Current.Objects.GetValueOrDefault(new NamespacedName(@namespace ?? "", name));

    public IReadOnlyList<T> List() => Current.List;

    public IReadOnlyList<T> ByIndex(string index, string value)
    {
        if (!_indexes.ContainsKey(index))
        {
            var known = string.Join(", ", _indexes.Keys.Order(Ordinal));
            throw new ArgumentException($"The store of {typeof(T).Name} has no index '{index}'; it has {known}.", nameof(index));
        }
        var snapshot = Current;
        return snapshot.Filed.TryGetValue((index, value), out var keys) ? [.. keys.Select(key => snapshot.Objects[key])] : [];
    }

    public IReadOnlyList<T> ControlledBy(IKubernetesObject owner) =>
    [
        .. ByIndex(StoreIndex.Owner, StoreIndex.OwnerKey(owner.Metadata.NamespaceProperty, owner.Metadata.Uid))
            .Where(child => child.Metadata.IsControlledBy(owner) && child.Metadata.DeletionTimestamp is null),
    ];

    /// <summary>Puts an object in; the one that was there before comes back. Only one thread writes at a time.</summary>
    public T? Set(T value)
    {
        var key = NamespacedName.Of(value);
        var (objects, filed) = Current;
        var old = objects.GetValueOrDefault(key);
        Volatile.Write(ref _snapshot, new(objects.SetItem(key, value), File(Unfile(filed, key, old), key, value)));
        Volatile.Write(ref _unreadable, _unreadable.Remove(key));
        return old;
    }

    /// <summary>Notes that an object is there and cannot be read; the one that could be comes back.</summary>
    public T? LeaveOut(NamespacedName key, UnreadableObject value)
    {
        // First: nobody is to find neither.
        Volatile.Write(ref _unreadable, _unreadable.SetItem(key, value));
        return Take(key);
    }

    /// <summary>Takes an object out; it comes back when it was there.</summary>
    public T? Remove(NamespacedName key)
    {
        Volatile.Write(ref _unreadable, _unreadable.Remove(key));
        return Take(key);
    }

    private T? Take(NamespacedName key)
    {
        var (objects, filed) = Current;
        if (!objects.TryGetValue(key, out var old))
            return null;
        Volatile.Write(ref _snapshot, new(objects.Remove(key), Unfile(filed, key, old)));
        return old;
    }

    private Snapshot Current => Volatile.Read(ref _snapshot);

    private ImmutableDictionary<(string, string), ImmutableSortedSet<NamespacedName>> File(
        ImmutableDictionary<(string, string), ImmutableSortedSet<NamespacedName>> filed, NamespacedName key, T value)
    {
        foreach (var place in Places(value))
            filed = filed.SetItem(place, filed.GetValueOrDefault(place, []).Add(key));
        return filed;
    }

    private ImmutableDictionary<(string, string), ImmutableSortedSet<NamespacedName>> Unfile(
        ImmutableDictionary<(string, string), ImmutableSortedSet<NamespacedName>> filed, NamespacedName key, T? value)
    {
        if (value is null)
            return filed;
        foreach (var place in Places(value))
        {
            var rest = filed.GetValueOrDefault(place, []).Remove(key);
            filed = rest.IsEmpty ? filed.Remove(place) : filed.SetItem(place, rest);
        }

        return filed;
    }

    private IEnumerable<(string, string)> Places(T value) =>
        _indexes.SelectMany(index => index.Value(value).Distinct(Ordinal).Select(filedUnder => (index.Key, filedUnder)));

    private sealed record Snapshot(
        ImmutableSortedDictionary<NamespacedName, T> Objects,
        ImmutableDictionary<(string, string), ImmutableSortedSet<NamespacedName>> Filed)
    {
        private IReadOnlyList<T>? _list;

        public IReadOnlyList<T> List => _list ??= [.. Objects.Values];

        public void Deconstruct(
            out ImmutableSortedDictionary<NamespacedName, T> objects,
            out ImmutableDictionary<(string, string), ImmutableSortedSet<NamespacedName>> filed) => (objects, filed) = (Objects, Filed);
    }
}
