namespace MailOperator.Kubernetes.Queue;

/// <summary>What keeps one tenant, and one key, from taking the work of all others.</summary>
/// <param name="Tenant">Whose a key is; of a controller's keys, the namespace.</param>
/// <param name="Share">How many keys of one tenant may be processed at once, even while nobody else waits: whoever comes then finds a worker.</param>
public sealed record QueueFairness<TKey>(Func<TKey, string> Tenant, int Share)
    where TKey : notnull
{
    /// <summary>How often in a row a key may be processed.</summary>
    public int Burst { get; init; } = 20;

    /// <summary>After that, how many times a second. A change meanwhile waits, and many changes are one.</summary>
    public double PerSecond { get; init; } = 5;
}
