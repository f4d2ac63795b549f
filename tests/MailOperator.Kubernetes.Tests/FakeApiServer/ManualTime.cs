namespace MailOperator.Kubernetes.Tests.FakeApiServer;

/// <summary>A clock that stands still until it is moved; its timers run when it passes them.</summary>
public sealed class ManualTime(DateTimeOffset? start = null) : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<Timer> _timers = [];
    private DateTimeOffset _now = start ?? new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock) return _now;
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>The time until the next timer; <c>null</c> when there is none.</summary>
    public TimeSpan? NextTimer
    {
        get { lock (_lock) return _timers.Count == 0 ? null : _timers.Min(timer => timer.Due) - _now; }
    }

    /// <summary>Moves the clock on, and runs what became due.</summary>
    public void Advance(TimeSpan by)
    {
        List<Timer> due;
        lock (_lock)
        {
            _now += by;
            due = [.. _timers.Where(timer => timer.Due <= _now).OrderBy(timer => timer.Due)];
            foreach (var timer in due) timer.Passed(_now);
        }

        foreach (var timer in due) timer.Run();
    }

    /// <summary>Waits until somebody waits for this time or less, and tells how long.</summary>
    public async Task<TimeSpan> WaiterAsync(TimeSpan atMost)
    {
        var deadline = Environment.TickCount64 + 30_000;
        while (true)
        {
            if (NextTimer is { } next && next <= atMost) return next;
            Assert.True(Environment.TickCount64 < deadline, $"nobody waits for {atMost} or less");
            await Task.Delay(TimeSpan.FromMilliseconds(5));
        }
    }

    private sealed class Timer(ManualTime time, Action run) : ITimer
    {
        private TimeSpan _period = Timeout.InfiniteTimeSpan;

        public DateTimeOffset Due { get; private set; }

        public Action Run => run;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._lock)
            {
                time._timers.Remove(this);
                _period = period;
                if (dueTime == Timeout.InfiniteTimeSpan) return true;
                Due = time._now + dueTime;
                time._timers.Add(this);
                return true;
            }
        }

        public void Passed(DateTimeOffset now)
        {
            if (_period <= TimeSpan.Zero) time._timers.Remove(this);
            else Due = now + _period;
        }

        public void Dispose()
        {
            lock (time._lock) time._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
