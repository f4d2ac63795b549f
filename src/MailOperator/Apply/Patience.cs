using System.Collections.Concurrent;
using MailOperator.Kubernetes.Informers;

namespace MailOperator.Apply;

/// <summary>
/// For how long a resource may fail before its status says so: a conflict, or an API server that is just being restarted, is over before
/// anybody could act on it. What fails is tried again after 5 ms, 10 ms, 20 ms … so that it is told within a minute.
/// </summary>
public sealed class Patience(TimeProvider time)
{
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<NamespacedName, long> _failingSince = new();

    /// <summary>A reconcile has failed.</summary>
    /// <returns>Whether the resource has failed for so long, without a success in between, that it is to be told.</returns>
    public bool IsOver(NamespacedName resource) => time.GetElapsedTime(_failingSince.GetOrAdd(resource, _ => time.GetTimestamp())) >= Most;

    /// <summary>A reconcile has not failed, or the resource is gone.</summary>
    public void Forget(NamespacedName resource) => _failingSince.TryRemove(resource, out _);
}
