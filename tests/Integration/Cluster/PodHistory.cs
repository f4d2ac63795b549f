using MailOperator.Kubernetes.Client;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Integration.Cluster;

/// <summary>Watches the pods of a server, and the partition of its StatefulSet, from a moment on.</summary>
internal sealed class PodHistory : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<string, V1Pod> _pods = [];
    private readonly List<int> _partitions = [];
    private readonly int _replicas;
    private Task _watching = Task.CompletedTask;

    private PodHistory(int replicas) => _replicas = replicas;

    /// <summary>How many pods of the server were missing or not ready at once, at most.</summary>
    public int MostDown { get; private set; }

    /// <summary>How many pods were replaced: pods that have gone.</summary>
    public int Replaced { get; private set; }

    /// <summary>The values of the partition, one after the other.</summary>
    public IReadOnlyList<int> Partitions => _partitions;

    public static async Task<PodHistory> Of(Site site, string name, int replicas)
    {
        var history = new PodHistory(replicas);
        var selector = $"app.kubernetes.io/instance={name},app.kubernetes.io/component=smtp";
        var list = await site.Kubernetes.ListAsync<V1Pod>(new() { Namespace = site.Namespace, LabelSelector = selector });
        foreach (var pod in list.Items)
            history._pods[pod.Metadata.Name!] = pod;
        var sets = await site.Kubernetes.ListAsync<V1StatefulSet>(
            new() { Namespace = site.Namespace, FieldSelector = $"metadata.name={name}" });
        history._watching = Task.WhenAll(
            history.Watch<V1Pod>(site, selector, null, list.ResourceVersion, history.Seen),
            history.Watch<V1StatefulSet>(site, null, $"metadata.name={name}", sets.ResourceVersion, history.Seen));
        return history;
    }

    /// <summary>Ends the watch; what was seen stays.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_stop.IsCancellationRequested)
            await _stop.CancelAsync();
        await _watching;
    }

    private async Task Watch<T>(Site site, string? labels, string? fields, string version, Action<WatchEvent<T>> seen)
        where T : class, IKubernetesObject
    {
        try
        {
            var query = new WatchQuery
            {
                Namespace = site.Namespace,
                LabelSelector = labels,
                FieldSelector = fields,
                ResourceVersion = version,
            };
            await foreach (var change in site.Kubernetes.WatchAsync<T>(query, _stop.Token))
            {
                if (change.Type != WatchEventType.Bookmark)
                    seen(change);
            }
        }
        catch (OperationCanceledException)
        {
            // Enough was seen.
        }
    }

    private void Seen(WatchEvent<V1Pod> change)
    {
        if (change.Type == WatchEventType.Deleted)
        {
            _pods.Remove(change.Object.Metadata.Name!);
            Replaced++;
        }
        else
        {
            _pods[change.Object.Metadata.Name!] = change.Object;
        }

        MostDown = Math.Max(MostDown, _replicas - _pods.Values.Count(IsReady));
    }

    private void Seen(WatchEvent<V1StatefulSet> change)
    {
        var partition = change.Object.Spec?.UpdateStrategy?.RollingUpdate?.Partition ?? 0;
        if (_partitions.Count == 0 || _partitions[^1] != partition)
            _partitions.Add(partition);
    }

    private static bool IsReady(V1Pod pod) =>
        pod.Metadata.DeletionTimestamp is null
        && pod.Status?.Conditions?.Any(condition => condition is { Type: "Ready", Status: "True" }) == true;
}
