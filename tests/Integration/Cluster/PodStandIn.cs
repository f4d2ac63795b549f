using System.Collections.Concurrent;
using System.Text;
using MailOperator.Kubernetes.Client;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Integration.Cluster;

/// <summary>
/// What a scheduler and a kubelet do, without containers: binds pods to a node, ends the pods of gates with a verdict, lets serving
/// pods listen on a loopback address of their own with the certificate of their Secret, and takes deleted ones away.
/// </summary>
internal sealed class PodStandIn : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, Func<V1Pod, PodFate>> _fates = new();
    private readonly ConcurrentDictionary<string, IAsyncDisposable> _serving = new();
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _one = new();
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly Api _api;
    private readonly KubernetesClient _kubernetes;
    private readonly StandInNode _node;
    private Task _watching = Task.CompletedTask;

    private PodStandIn(Api api, KubernetesClient kubernetes)
    {
        _api = api;
        _kubernetes = kubernetes;
        _node = new(api);
    }

    /// <summary>What a kubelet would have complained about: material that was not there, a key that cannot be read.</summary>
    public IEnumerable<string> Complaints(string @namespace) =>
        _complaints.Where(complaint => complaint.StartsWith(@namespace + "/", StringComparison.Ordinal));

    public static async Task<PodStandIn> Start(Api api, KubernetesClient kubernetes)
    {
        var standIn = new PodStandIn(api, kubernetes);
        await standIn._node.Register();
        standIn._watching = Task.WhenAll(standIn._node.Beat(standIn._stop.Token), standIn.Watch());
        return standIn;
    }

    /// <summary>From now on the pods of a namespace fare so; those that wait are looked at again.</summary>
    public async Task Decide(string @namespace, Func<V1Pod, PodFate> fate)
    {
        _fates[@namespace] = fate;
        foreach (var pod in (await _kubernetes.ListAsync<V1Pod>(new() { Namespace = @namespace })).Items)
            await Step(pod);
    }

    /// <summary>A pod stops being ready, as when its probe fails; what it listens on goes too.</summary>
    public async Task Break(V1Pod pod)
    {
        await Silence(pod.Metadata.Uid!);
        await _api.Merge(StatusPath(pod), PodStatus.Running(pod, pod.Status!.PodIP!, ready: false).ToJsonString());
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        foreach (var uid in _serving.Keys)
            await Silence(uid);
        _stop.Dispose();
    }

    private async Task Watch()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var list = await _kubernetes.ListAsync<V1Pod>(new(), _stop.Token);
                foreach (var pod in list.Items)
                    Begin(pod);
                await foreach (var change in _kubernetes.WatchAsync<V1Pod>(new() { ResourceVersion = list.ResourceVersion }, _stop.Token))
                {
                    if (change.Type == WatchEventType.Deleted)
                        _ = Silence(change.Object.Metadata.Uid!);
                    else if (change.Type != WatchEventType.Bookmark)
                        Begin(change.Object);
                }
            }
            catch (Exception error) when (error is KubernetesException or HttpRequestException or OperationCanceledException)
            {
                await Task.Delay(200, CancellationToken.None);
            }
        }
    }

    private void Begin(V1Pod pod) => _ = Task.Run(async () =>
    {
        // As often as it takes: a kubelet does not give up either.
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await Step(pod);
                return;
            }
            catch (Exception error) when (error is HttpRequestException or KubernetesException)
            {
                var path = PathOf(pod);
                if (await _api.TryGet(path) is not { } now)
                    return;
                pod = KubernetesJson.Deserialize<V1Pod>(now);
                await Task.Delay(200, CancellationToken.None);
            }
        }
    });

    private async Task Step(V1Pod pod)
    {
        var gate = _one.GetOrAdd(pod.Metadata.Uid!, _ => new(1));
        await gate.WaitAsync();
        try
        {
            var fate = _fates.GetValueOrDefault(pod.Metadata.NamespaceProperty!)?.Invoke(pod) ?? PodFate.Good;
            if (pod.Metadata.DeletionTimestamp is not null)
                await End(pod);
            else if (fate.Unschedulable)
                return;
            else if (pod.Spec!.NodeName is null)
                await _node.Bind(pod);
            else if (pod.Spec.RestartPolicy == "Never" && pod.Status?.Phase == "Pending")
                await RunGate(pod, fate);
            else if (pod.Spec.RestartPolicy != "Never" && fate.Ready && !_serving.ContainsKey(pod.Metadata.Uid!))
                await Serve(pod, fate);
            else if (pod.Spec.RestartPolicy != "Never" && !fate.Ready && pod.Status?.PodIP is null)
                await _api.Merge(StatusPath(pod), PodStatus.Running(pod, SmtpStandIn.NextAddress(), ready: false).ToJsonString());
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task End(V1Pod pod)
    {
        await Silence(pod.Metadata.Uid!);
        await _api.End(PathOf(pod), pod.Metadata.Uid!);
    }

    private async Task RunGate(V1Pod pod, PodFate fate)
    {
        var (configuration, material) = await Mounted(pod);
        var failure = fate.GateFailure;
        if (!configuration.ContainsKey("main.cf") || material.Count == 0)
        {
            _complaints.Enqueue(
                $"{pod.Metadata.NamespaceProperty}/{pod.Metadata.Name}: {failure = "there is no configuration or no certificate"}");
        }
        foreach (var (file, pem) in material)
        {
            if (!SmtpStandIn.IsUsable(pem))
                _complaints.Enqueue($"{pod.Metadata.NamespaceProperty}/{pod.Metadata.Name}: {failure = $"{file} cannot be used"}");
        }

        await _api.Merge(StatusPath(pod), PodStatus.Ended(pod, failure).ToJsonString());
    }

    private async Task Serve(V1Pod pod, PodFate fate)
    {
        var (configuration, material) = await Mounted(pod);
        var address = pod.Status?.PodIP ?? SmtpStandIn.NextAddress();
        _serving[pod.Metadata.Uid!] = fate.SaysInstead is { } says
            ? HostileStandIn.Start(address, configuration["listeners"], says)
            : SmtpStandIn.Start(address, configuration["listeners"], fate.ServedInstead ?? material.First().Value);
        await _api.Merge(StatusPath(pod), PodStatus.Running(pod, address, ready: true).ToJsonString());
    }

    // A pod whose volumes are not there does not start: the kubelet waits and tries again.
    private async Task<(IReadOnlyDictionary<string, string> Configuration, IReadOnlyDictionary<string, string> Material)> Mounted(V1Pod pod)
    {
        var volumes = pod.Spec!.Volumes!;
        var @namespace = pod.Metadata.NamespaceProperty;
        var configMap = await _kubernetes.GetAsync<V1ConfigMap>(@namespace, volumes.Single(volume => volume.Name == "config").ConfigMap!.Name!);
        var secret = await _kubernetes.GetAsync<V1Secret>(@namespace, volumes.Single(volume => volume.Name == "tls").Secret!.SecretName!);
        if (configMap is null || secret is null)
        {
            _complaints.Enqueue($"{@namespace}/{pod.Metadata.Name}: its ConfigMap or Secret is not there");
            throw new HttpRequestException("MountVolume failed");
        }

        return (configMap.Data!, secret.Data!.ToDictionary(file => file.Key, file => Encoding.ASCII.GetString(file.Value)));
    }

    private async Task Silence(string uid)
    {
        if (_serving.TryRemove(uid, out var listeners))
            await listeners.DisposeAsync();
    }

    private static string PathOf(V1Pod pod) => $"/api/v1/namespaces/{pod.Metadata.NamespaceProperty}/pods/{pod.Metadata.Name}";

    private static string StatusPath(V1Pod pod) => $"{PathOf(pod)}/status";
}
