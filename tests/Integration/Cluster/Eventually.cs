using System.Diagnostics;
using MailOperator.Kubernetes.Client;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Integration.Cluster;

/// <summary>Waits for a state of the cluster, with a deadline; on what can be watched, by watching.</summary>
internal static class Eventually
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    /// <summary>Looks again and again; for what no watch tells of.</summary>
    /// <returns>How long it took.</returns>
    public static async Task<TimeSpan> Holds(Func<Task<bool>> condition, string what, int seconds = 60, Func<string>? otherwise = null)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            if (watch.Elapsed.TotalSeconds > seconds)
                throw new TimeoutException($"Not within {seconds} s: {what}. {otherwise?.Invoke()}");
            await Task.Delay(BetweenLooks, TestContext.Current.CancellationToken);
        }

        return watch.Elapsed;
    }

    public static Task<TimeSpan> Holds(Func<bool> condition, string what, int seconds = 60, Func<string>? otherwise = null) =>
        Holds(() => Task.FromResult(condition()), what, seconds, otherwise);

    /// <summary>Watches the objects of a kind in a namespace until they are as wanted; they are looked at after every change.</summary>
    /// <returns>The objects then.</returns>
    public static async Task<IReadOnlyList<T>> Are<T>(
        IKubernetes kubernetes, string @namespace, Func<IReadOnlyList<T>, bool> wanted, string what, int seconds = 60, string? selector = null)
        where T : class, IKubernetesObject
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(seconds));
        IReadOnlyList<T> last = [];
        try
        {
            while (true)
            {
                var list = await kubernetes.ListAsync<T>(new() { Namespace = @namespace, LabelSelector = selector }, limit.Token);
                var seen = list.Items.ToDictionary(item => item.Metadata.Name!);
                if (wanted(last = [.. seen.Values]))
                    return last;
                var query = new WatchQuery
                {
                    Namespace = @namespace,
                    LabelSelector = selector,
                    ResourceVersion = list.ResourceVersion,
                    Timeout = TimeSpan.FromMinutes(5),
                };
                await foreach (var change in kubernetes.WatchAsync<T>(query, limit.Token))
                {
                    if (change.Type == WatchEventType.Bookmark)
                        continue;
                    if (change.Type == WatchEventType.Deleted)
                        seen.Remove(change.Object.Metadata.Name!);
                    else
                        seen[change.Object.Metadata.Name!] = change.Object;
                    if (wanted(last = [.. seen.Values]))
                        return last;
                }
            }
        }
        catch (Exception error) when (limit.IsCancellationRequested && !TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"Not within {seconds} s: {what}. Last seen: {Seen(last)}", error);
        }
    }

    private static string Seen<T>(IEnumerable<T> items)
        where T : class, IKubernetesObject => string.Join("\n", items.Select(item =>
        {
            var node = KubernetesJson.ToNode(item);
            return $"{item.Metadata.Name}: {(node["status"]?["conditions"] ?? node["status"] ?? node["metadata"])?.ToJsonString()}";
        }));

    /// <summary>Watches one object until it is as wanted.</summary>
    public static async Task<T> Is<T>(
        IKubernetes kubernetes, string @namespace, string name, Func<T, bool> wanted, string what, int seconds = 60)
        where T : class, IKubernetesObject
    {
        var all = await Are<T>(
            kubernetes,
            @namespace,
            items => items.Any(item => item.Metadata.Name == name && wanted(item)),
            $"{what} ({@namespace}/{name})",
            seconds);
        return all.Single(item => item.Metadata.Name == name);
    }
}
