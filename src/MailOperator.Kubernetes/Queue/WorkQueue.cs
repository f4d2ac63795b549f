using System.Diagnostics.CodeAnalysis;

namespace MailOperator.Kubernetes.Queue;

/// <summary>
/// The keys that wait for work, with client-go's guarantees (<c>util/workqueue</c>): a key is in the queue at most once; it is
/// never given out while it is being processed; one that is added meanwhile is given out again after <see cref="Done"/>, so that
/// no change is lost. Beyond client-go, the work can be shared fairly between tenants. Thread-safe.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="backoff">The delays of <see cref="AddRateLimited"/>; by default 5 ms, doubling, up to 5 minutes.</param>
/// <param name="metrics">Where to count; nowhere by default.</param>
/// <param name="fairness">How the work is shared; by default it is done in the order in which it comes.</param>
[SuppressMessage(
    "Naming",
    "CA1711:Identifiers should not have incorrect suffix",
    Justification = "It is a queue, and its name in the field is workqueue.")]
public sealed class WorkQueue<TKey>(
    TimeProvider time, ExponentialBackoff? backoff = null, WorkQueueMetrics? metrics = null, QueueFairness<TKey>? fairness = null) : IDisposable
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly ExponentialBackoff _backoff = backoff ?? new ExponentialBackoff(TimeSpan.FromMilliseconds(5), TimeSpan.FromMinutes(5));
    private readonly QueueTimes<TKey> _times = QueueTimes<TKey>.Start(time, metrics);
    private readonly LinkedList<TaskCompletionSource<Taken>> _takers = [];
    private readonly TurnOrder<TKey> _ready = new(fairness);
    private readonly KeyPace<TKey>? _pace = fairness is null ? null : new(time, fairness.Burst, fairness.PerSecond);
    private readonly HashSet<TKey> _dirty = [];
    private readonly HashSet<TKey> _processing = [];
    private readonly Dictionary<TKey, int> _failures = [];
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DelayedKeys<TKey>? _delayed;
    private bool _shutDown;

    /// <summary>How many keys are ready to be taken.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _ready.Count;
        }
    }

    /// <summary>Adds a key; one that is there already is not added twice.</summary>
    public void Add(TKey key)
    {
        TimeSpan wait;
        lock (_lock)
        {
            // One that is being processed is paced when that is done.
            wait = _processing.Contains(key) ? TimeSpan.Zero : Wait(key);
            if (wait == TimeSpan.Zero)
            {
                Enter(key);
                return;
            }
        }

        AddAfter(key, wait);
    }

    /// <summary>Adds a key after a delay. When it is delayed already, the earlier time wins.</summary>
    public void AddAfter(TKey key, TimeSpan delay)
    {
        if (delay <= TimeSpan.Zero)
        {
            Add(key);
            return;
        }

        lock (_lock)
        {
            if (_shutDown)
                return;
            _delayed ??= new DelayedKeys<TKey>(time, AddDue);
        }

        _delayed.Add(key, delay);
    }

    /// <summary>Adds a key after its backoff, which grows with each call until <see cref="Forget"/>. There is no last try.</summary>
    /// <returns>The delay.</returns>
    public TimeSpan AddRateLimited(TKey key)
    {
        TimeSpan delay;
        lock (_lock)
        {
            var failures = _failures.GetValueOrDefault(key) + 1;
            _failures[key] = failures;
            delay = _backoff.Delay(failures);
        }

        metrics?.Retries.Inc();
        AddAfter(key, delay);
        return delay;
    }

    /// <summary>The key's next backoff is the shortest again.</summary>
    public void Forget(TKey key)
    {
        lock (_lock)
            _failures.Remove(key);
    }

    /// <summary>How often a key was added with backoff since it was last forgotten.</summary>
    public int Retries(TKey key)
    {
        lock (_lock)
            return _failures.GetValueOrDefault(key);
    }

    /// <summary>
    /// Waits for a key. It is being processed until <see cref="Done"/> is called, which must happen whatever the outcome.
    /// </summary>
    /// <returns>A key, or none when the queue is shut down and empty.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled; no key was taken.</exception>
    public async ValueTask<Taken> TakeAsync(CancellationToken cancellationToken = default)
    {
        TaskCompletionSource<Taken> taker;
        lock (_lock)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_ready.TryTake(out var key))
                return Begin(key);
            if (_shutDown && _ready.Count == 0 && _processing.Count == 0)
                return default;
            taker = new TaskCompletionSource<Taken>(TaskCreationOptions.RunContinuationsAsynchronously);
            _takers.AddLast(taker);
        }

        await using var registration = cancellationToken.Register(() =>
        {
            // Who leaves the list completes the taker: a key is handed over or the wait is cancelled, never both.
            lock (_lock)
            {
                if (_takers.Remove(taker))
                    taker.SetCanceled(cancellationToken);
            }
        });
        return await taker.Task;
    }

    /// <summary>Ends the processing of a key; if it was added meanwhile, it is ready again.</summary>
    public void Done(TKey key)
    {
        var wait = TimeSpan.Zero;
        lock (_lock)
        {
            if (!_processing.Remove(key))
                return;
            _times.Done(key);
            _ready.Release(key);
            if (_dirty.Contains(key))
            {
                wait = _shutDown ? TimeSpan.Zero : Wait(key);
                if (wait == TimeSpan.Zero)
                    _ready.Add(key);
                else
                    _dirty.Remove(key);
            }

            HandOut();
            CompleteWhenDrained();
        }

        if (wait > TimeSpan.Zero)
            AddAfter(key, wait);
    }

    /// <summary>
    /// Accepts no further key. What is ready or being processed is still given out and finished; then each
    /// <see cref="TakeAsync"/> gives none. Delayed keys are dropped.
    /// </summary>
    /// <returns>Completes when no key is ready or being processed.</returns>
    public Task ShutDown()
    {
        lock (_lock)
        {
            _shutDown = true;
            _delayed?.Dispose();
            CompleteWhenDrained();
        }

        return _drained.Task;
    }

    /// <summary>Shuts the queue down without waiting for anything.</summary>
    public void Dispose() => _ = ShutDown();

    private TimeSpan Wait(TKey key) => _pace?.Wait(key) ?? TimeSpan.Zero;

    private void AddDue(TKey key)
    {
        lock (_lock)
            Enter(key);
    }

    private void Enter(TKey key)
    {
        if (_shutDown || !_dirty.Add(key))
            return;
        _times.Added(key);
        if (_processing.Contains(key))
            return;
        _ready.Add(key);
        HandOut();
    }

    private void HandOut()
    {
        while (_takers.First is { } first && _ready.TryTake(out var key))
        {
            _takers.RemoveFirst();
            first.Value.SetResult(Begin(key));
        }

        metrics?.Depth.Set(_ready.Count);
    }

    private Taken Begin(TKey key)
    {
        _dirty.Remove(key);
        _processing.Add(key);
        _pace?.Taken(key);
        metrics?.Depth.Set(_ready.Count);
        _times.Taken(key);
        return new Taken(true, key);
    }

    private void CompleteWhenDrained()
    {
        if (!_shutDown || _ready.Count > 0 || _processing.Count > 0)
            return;
        _drained.TrySetResult();
        foreach (var taker in _takers)
            taker.SetResult(default);
        _takers.Clear();
    }

    /// <summary>What <see cref="TakeAsync"/> gives.</summary>
    /// <param name="HasKey">False when the queue is shut down.</param>
    /// <param name="Key">The key to process.</param>
    [SuppressMessage(
        "Design",
        "CA1034:Nested types should not be visible",
        Justification = "It is meaningless without its queue, whose key type it shares.")]
    public readonly record struct Taken(bool HasKey, TKey Key);
}
