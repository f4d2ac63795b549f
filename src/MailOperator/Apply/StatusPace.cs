using System.Collections.Concurrent;
using MailOperator.Kubernetes.Informers;

namespace MailOperator.Apply;

/// <summary>
/// How soon after a status the next one may tell of mere progress: a pod that starts changes several times a second, and each change of the
/// status is a request and wakes everybody who watches.
/// </summary>
public sealed class StatusPace(TimeProvider time)
{
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<NamespacedName, long> _written = new();

    /// <summary>A status has been written.</summary>
    public void Written(NamespacedName resource) => _written[resource] = time.GetTimestamp();

    /// <summary>How long progress has to wait; null for not at all.</summary>
    public TimeSpan? Wait(NamespacedName resource) =>
        _written.TryGetValue(resource, out var last) && Least - time.GetElapsedTime(last) is var rest && rest > TimeSpan.Zero ? rest : null;

    /// <summary>The resource is gone.</summary>
    public void Forget(NamespacedName resource) => _written.TryRemove(resource, out _);
}
