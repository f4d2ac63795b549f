namespace MailOperator.Kubernetes.Queue;

/// <summary>
/// How often each key may be processed: a token bucket for each (client-go's <c>BucketRateLimiter</c> has one for all). What is edited all
/// the time is looked at a few times a second, and sees the last edit. Called under the lock of its queue.
/// </summary>
internal sealed class KeyPace<TKey>(TimeProvider time, int burst, double perSecond)
    where TKey : notnull
{
    private const int FewKeys = 1024;

    private readonly Dictionary<TKey, (double Tokens, long At)> _buckets = [];
    private int _sweepAt = FewKeys;

    /// <summary>A key is processed now.</summary>
    public void Taken(TKey key)
    {
        // Never below nothing: what comes back by itself, after a delay of its own, is not held against the next change.
        _buckets[key] = (Math.Max(0, Tokens(key) - 1), time.GetTimestamp());
        if (_buckets.Count < _sweepAt)
            return;
        // A full bucket is as good as none.
        foreach (var full in _buckets.Keys.Where(each => Tokens(each) >= burst).ToList())
            _buckets.Remove(full);
        _sweepAt = Math.Max(FewKeys, 2 * _buckets.Count);
    }

    /// <summary>How long a key has to wait until it may be processed; zero for not at all.</summary>
    public TimeSpan Wait(TKey key) => TimeSpan.FromSeconds(Math.Max(0, 1 - Tokens(key)) / perSecond);

    private double Tokens(TKey key) => _buckets.TryGetValue(key, out var bucket)
        ? Math.Min(burst, bucket.Tokens + (time.GetElapsedTime(bucket.At).TotalSeconds * perSecond))
        : burst;
}
