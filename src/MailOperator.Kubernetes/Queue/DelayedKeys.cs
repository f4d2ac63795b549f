namespace MailOperator.Kubernetes.Queue;

/// <summary>Keys that wait for their time: one timer, set to the earliest.</summary>
internal sealed class DelayedKeys<TKey> : IDisposable
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly Action<TKey> _due;
    private readonly Dictionary<TKey, long> _dueTimes = [];
    private readonly PriorityQueue<TKey, long> _order = new();
    private readonly ITimer _timer;
    private readonly long _start;
    private bool _disposed;

    public DelayedKeys(TimeProvider time, Action<TKey> due)
    {
        (_time, _due, _start) = (time, due, time.GetTimestamp());
        _timer = time.CreateTimer(_ => Fire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Add(TKey key, TimeSpan delay)
    {
        lock (_lock)
        {
            var due = Now + delay.Ticks;
            if (_disposed || (_dueTimes.TryGetValue(key, out var earlier) && earlier <= due))
                return;
            // The later entry of the key, if there is one, stays in the order and is passed over when its time comes.
            _dueTimes[key] = due;
            _order.Enqueue(key, due);
            SetTimer();
        }
    }

    public void Dispose()
    {
        lock (_lock)
            _disposed = true;
        _timer.Dispose();
    }

    // Ticks of the monotonic clock: a wall clock that is set does not move what waits.
    private long Now => _time.GetElapsedTime(_start).Ticks;

    private void Fire()
    {
        List<TKey> due = [];
        lock (_lock)
        {
            while (!_disposed && _order.TryPeek(out var key, out var at) && at <= Now)
            {
                _order.Dequeue();
                if (_dueTimes.TryGetValue(key, out var current) && current == at)
                {
                    _dueTimes.Remove(key);
                    due.Add(key);
                }
            }

            SetTimer();
        }

        due.ForEach(_due);
    }

    private void SetTimer()
    {
        if (_disposed || !_order.TryPeek(out _, out var at))
            return;
        // Rounded up to the timer's own unit, so that it does not fire just before the time and at once again; 49 days are its limit.
        var wait = Math.Clamp(Math.Ceiling(TimeSpan.FromTicks(at - Now).TotalMilliseconds), 0, TimeSpan.FromDays(1).TotalMilliseconds);
        _timer.Change(TimeSpan.FromMilliseconds(wait), Timeout.InfiniteTimeSpan);
    }
}
