using System.Collections.Immutable;
using MailOperator.Kubernetes.Client;
using MailOperator.Kubernetes.Models;
using Microsoft.Extensions.Logging;

namespace MailOperator.Kubernetes.Informers;

/// <summary>
/// Keeps a store equal to what the API server holds, and tells what changes.
/// <para>Guarantees, once the API server answers: the store becomes equal to the server's state; each object that went from the store
/// is told of, also one that was deleted while nobody watched; the store never goes back in time. Handlers are called one at a time,
/// after the store has changed.</para>
/// <para>Failures of a required API are retried without end (0.8 s doubling up to 30 s, with jitter) and told once each in the log,
/// with what to do about them. An optional API that is not served leaves the store empty until it is; a namespace that is not ours to
/// read leaves what the store holds of it, and is no absence.</para>
/// </summary>
public sealed class Informer<T> : IInformer, IStore<T>
    where T : class, IKubernetesObject
{
    private readonly Lock _writing = new();
    private readonly Store<T> _store;
    private readonly Interests<T> _interests;
    private readonly HashSet<string> _unsynced;
    private readonly TaskCompletionSource _synced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IKubernetes _kubernetes;
    private readonly InformerOptions<T> _options;
    private readonly ApiAvailability _availability;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private volatile bool _available;
    private ImmutableList<Action<T?, T?>> _handlers = [];
    private ImmutableList<Action<bool>> _availabilityHandlers = [];
    private ImmutableList<Action<UnreadableObject>> _unreadableHandlers = [];

    /// <summary>Creates an informer; <see cref="RunAsync"/> starts it.</summary>
    public Informer(
        IKubernetes kubernetes,
        InformerOptions<T> options,
        ApiAvailability availability,
        TimeProvider time,
        ILogger<Informer<T>> logger)
    {
        (_kubernetes, _options, _availability, _time, _logger) = (kubernetes, options, availability, time, logger);
        _store = new Store<T>(options.Indexes);
        _interests = new Interests<T>(options);
        _unsynced = [.. Scopes.Select(scope => scope ?? "")];
        Name = $"{ApiType.Of<T>()} ({options.Query})";
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Resource { get; } = ApiType.Of<T>().ToString();

    /// <inheritdoc/>
    public IReadOnlyCollection<UnreadableObject> Unreadable => _store.Unreadable;

    /// <inheritdoc/>
    public UnreadableObject? FindUnreadable(string? @namespace, string name) => _store.FindUnreadable(@namespace, name);

    /// <inheritdoc/>
    public bool HasSynced => _synced.Task.IsCompleted;

    /// <inheritdoc/>
    public bool IsAvailable => _available;

    /// <inheritdoc/>
    public T? Get(string? @namespace, string name) => _store.Get(@namespace, name);

    /// <inheritdoc/>
    public IReadOnlyList<T> List() => _store.List();

    /// <inheritdoc/>
    public IReadOnlyList<T> ByIndex(string index, string value) => _store.ByIndex(index, value);

    /// <inheritdoc/>
    public IReadOnlyList<T> ControlledBy(IKubernetesObject owner) => _store.ControlledBy(owner);

    /// <inheritdoc/>
    public Task WaitForSyncAsync(CancellationToken cancellationToken = default) => _synced.Task.WaitAsync(cancellationToken);

    /// <summary>
    /// Tells of each change: <c>(null, new)</c>, <c>(old, new)</c>, <c>(old, null)</c>. An object that was deleted and made anew under
    /// its name is told of as deleted, then as new. What is in the store already is told of at once, as new.
    /// </summary>
    /// <param name="handler">Must be quick and must not throw: the next change waits for it.</param>
    public void Subscribe(Action<T?, T?> handler)
    {
        lock (_writing)
        {
            _handlers = _handlers.Add(handler);
            foreach (var item in _store.List())
                handler(null, item);
        }
    }

    /// <inheritdoc/>
    public void SubscribeAvailability(Action<bool> handler)
    {
        lock (_writing)
            _availabilityHandlers = _availabilityHandlers.Add(handler);
    }

    /// <summary>
    /// Tells of each object that is there and cannot be read, in each of its versions. Where it could be read before, it is told of as
    /// deleted first, and no longer found: what it says now is not known.
    /// </summary>
    public void SubscribeUnreadable(Action<UnreadableObject> handler)
    {
        lock (_writing)
        {
            _unreadableHandlers = _unreadableHandlers.Add(handler);
            foreach (var item in _store.Unreadable)
                handler(item);
        }
    }

    /// <inheritdoc/>
    public Task RunAsync(CancellationToken cancellationToken) =>
        _options.Optional ? RunWhileServedAsync(cancellationToken) : ReflectAsync(cancellationToken);

    /// <summary>Who is interested in which objects; see <see cref="Interests{T}"/>.</summary>
    internal void KeepWhole(Func<T, bool> concerns) => _interests.Add(concerns);

    /// <summary>Reads whole those objects of a namespace that were kept bare and in which somebody has come to be interested.</summary>
    /// <exception cref="KubernetesException">The API server refused.</exception>
    /// <exception cref="UnreadableObjectException">One cannot be read.</exception>
    public async Task CompleteAsync(string @namespace, CancellationToken cancellationToken = default)
    {
        foreach (var key in _interests.BareIn(@namespace))
        {
            if (Get(key.Namespace, key.Name) is { } bare && _interests.Concern(bare)
                && await _kubernetes.GetAsync<T>(key.Namespace, key.Name, cancellationToken) is { } whole)
            {
                Apply(Trim(whole));
            }
        }
    }

    /// <summary>Makes an object as small as it is kept.</summary>
    internal T Trim(T item) => _interests.Trim(item);

    internal void Replace(string? scope, IReadOnlyCollection<T> items, IReadOnlyCollection<UnreadableObject> unreadable)
    {
        lock (_writing)
        {
            var appeared = !_available;
            // First: whoever sees or hears of an object finds that its API is there.
            _available = true;
            var listed = items.Select(item => NamespacedName.Of(item)).Concat(unreadable.Select(Key)).ToHashSet();
            foreach (var gone in All().Where(old => scope is null || old.Metadata.NamespaceProperty == scope))
            {
                if (!listed.Contains(NamespacedName.Of(gone)))
                    Drop(NamespacedName.Of(gone), gone);
            }

            foreach (var item in items)
                Put(item);
            foreach (var item in unreadable)
                LeaveOut(item);
            Known(scope);
            if (appeared)
                _availabilityHandlers.ForEach(handler => handler(true));
        }
    }

    /// <summary>A namespace of an optional API is not ours to read: it counts as synced, with what was read before.</summary>
    internal void Forbidden(string? scope)
    {
        lock (_writing)
            Known(scope);
    }

    /// <summary>Asks anew whether the API is served. What cannot be learnt is no absence.</summary>
    internal async Task<bool> IsServedAsync(CancellationToken cancellationToken)
    {
        _availability.Doubt<T>();
        try
        {
            return await _availability.IsServedAsync<T>(cancellationToken);
        }
        catch (Exception error)
        {
            _logger.LogDebug("{Failure}", ApiFailure.NotLearnt<T>(error));
            return true;
        }
    }

    internal void Apply(T item)
    {
        lock (_writing)
        {
            // Within a watch versions only grow; an older one is a repetition of what is known already.
            var old = _store.Get(item.Metadata.NamespaceProperty, item.Metadata.Name ?? "");
            if (old?.Metadata.Uid != item.Metadata.Uid || !Watcher.IsOlder(item.Metadata.ResourceVersion, old?.Metadata.ResourceVersion))
                Put(item);
        }
    }

    internal void LeaveOut(UnreadableObject item)
    {
        lock (_writing)
        {
            var key = Key(item);
            var version = item.Metadata.ResourceVersion;
            var known = _store.Get(key.Namespace, key.Name)?.Metadata.ResourceVersion;
            var last = _store.FindUnreadable(key.Namespace, key.Name)?.Metadata;
            if (Watcher.IsOlder(version, known) || (last is not null && version is not null && last.ResourceVersion == version))
                return;
            _logger.LogWarning(
                "{Resource}: {Object} cannot be read and is left out: {Why} Mend or delete it; everything else goes on.",
                Resource, item.ToString(), item.Why);
            if (key.Name.Length == 0)
                return;
            _interests.Forget(key);
            if (_store.LeaveOut(key, item) is { } old)
                Tell(old, null);
            _unreadableHandlers.ForEach(handler => handler(item));
        }
    }

    internal void Delete(T item)
    {
        lock (_writing)
        {
            var old = _store.Get(item.Metadata.NamespaceProperty, item.Metadata.Name ?? "");
            if (!Watcher.IsOlder(item.Metadata.ResourceVersion, old?.Metadata.ResourceVersion))
                Drop(NamespacedName.Of(item), item);
        }
    }

    // All namespaces are one list and one watch.
    private IEnumerable<string?> Scopes => _options.Query.Namespaces.DefaultIfEmpty<string?>(null);

    private static NamespacedName Key(UnreadableObject item) => new(item.Metadata.NamespaceProperty ?? "", item.Metadata.Name ?? "");

    // What is there, as far as it is known.
    private T[] All() => [.. _store.List(), .. _store.Unreadable.Select(item => ObjectReader.Bare<T>(item.Metadata))];

    private void Put(T item)
    {
        var known = _store.Set(item);
        if (known is null)
            Tell(null, item);
        else if (known.Metadata.Uid != item.Metadata.Uid)
        {
            Tell(known, null);
            Tell(null, item);
        }
        else if (known.Metadata.ResourceVersion is not { } version || version != item.Metadata.ResourceVersion)
            Tell(known, item);
    }

    // What the store held tells of the owner as it was; the last state of an object that fell out of a selector may have lost it.
    private void Drop(NamespacedName key, T item)
    {
        _interests.Forget(key);
        Tell(_store.Remove(key) ?? item, null);
    }

    private void Tell(T? old, T? @new) => _handlers.ForEach(handler => handler(old, @new));

    private void Known(string? scope)
    {
        _unsynced.Remove(scope ?? "");
        if (_unsynced.Count == 0)
            _synced.TrySetResult();
    }

    private async Task ReflectAsync(CancellationToken cancellationToken)
    {
        using var together = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reflectors = Scopes
            .Select(scope => new Reflector<T>(_kubernetes, this, _options, scope, new ReflectorPace(_time, _logger, Name)))
            .Select(reflector => reflector.RunAsync(together.Token))
            .ToList();
        // One ends only when it is told to, or when its optional API has gone; then all end.
        await Task.WhenAny(reflectors);
        await together.CancelAsync();
        await Task.WhenAll(reflectors);
    }

    private async Task RunWhileServedAsync(CancellationToken cancellationToken)
    {
        var pace = new ReflectorPace(_time, _logger, Name);
        var told = false;
        while (!cancellationToken.IsCancellationRequested)
        {
            bool served;
            try
            {
                served = await _availability.IsServedAsync<T>(cancellationToken);
                pace.Answered();
            }
            catch (Exception error)
            {
                // Whatever it is: whether it is served could not be learnt, and what is known stays.
                if (!cancellationToken.IsCancellationRequested)
                    await pace.BackOffAsync(ApiFailure.NotLearnt<T>(error), error, cancellationToken);
                continue;
            }

            if (served)
                await ReflectAsync(cancellationToken);
            if (cancellationToken.IsCancellationRequested)
                return;
            if (!told)
            {
                _logger.Log(
                    _options.WhenAbsent == "" ? LogLevel.Debug : LogLevel.Information,
                    "{Absence}",
                    ApiFailure.NotServed<T>(_options.WhenAbsent));
            }
            told = true;
            Clear();
            await Task.Delay(ApiAvailability.AskAgainAfter, _time, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _availability.Doubt<T>();
        }
    }

    private void Clear()
    {
        lock (_writing)
        {
            var disappeared = _available;
            _available = false;
            foreach (var gone in All())
                Drop(NamespacedName.Of(gone), gone);
            _unsynced.Clear();
            _synced.TrySetResult();
            if (disappeared)
                _availabilityHandlers.ForEach(handler => handler(false));
        }
    }
}
