namespace MailOperator.Kubernetes.Queue;

/// <summary>
/// Measures how long keys wait and how long their processing takes. Called under the lock of its queue, but for the collection.
/// </summary>
internal sealed class QueueTimes<TKey>
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly WorkQueueMetrics? _metrics;
    private readonly Dictionary<TKey, long> _added = [];
    private readonly Dictionary<TKey, long> _started = [];

    private QueueTimes(TimeProvider time, WorkQueueMetrics? metrics) => (_time, _metrics) = (time, metrics);

    public static QueueTimes<TKey> Start(TimeProvider time, WorkQueueMetrics? metrics)
    {
        var times = new QueueTimes<TKey>(time, metrics);
        metrics?.Registry.BeforeCollect(times.Collect);
        return times;
    }

    public void Added(TKey key)
    {
        if (_metrics is null)
            return;
        _metrics.Adds.Inc();
        _added[key] = _time.GetTimestamp();
    }

    public void Taken(TKey key)
    {
        if (_metrics is null)
            return;
        if (_added.Remove(key, out var since))
            _metrics.QueueDuration.Observe(_time.GetElapsedTime(since).TotalSeconds);
        lock (_lock)
            _started[key] = _time.GetTimestamp();
    }

    public void Done(TKey key)
    {
        if (_metrics is null)
            return;
        lock (_lock)
        {
            if (_started.Remove(key, out var since))
                _metrics.WorkDuration.Observe(_time.GetElapsedTime(since).TotalSeconds);
        }
    }

    private void Collect()
    {
        lock (_lock)
        {
            var running = _started.Values.Select(since => _time.GetElapsedTime(since).TotalSeconds).ToList();
            _metrics!.UnfinishedWork.Set(running.Sum());
            _metrics.LongestRunning.Set(running.DefaultIfEmpty(0).Max());
        }
    }
}
