using System.Text.Json.Nodes;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Integration.Cluster;

/// <summary>
/// The node that pods are bound to. Without one the API server would delete pods at once, and a controller would collect them as orphans.
/// </summary>
internal sealed class StandInNode(Api api)
{
    private const string Name = "stand-in";

    // The controller manager gives a silent node 40 s.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    public async Task Register()
    {
        if (await api.TryGet($"/api/v1/nodes/{Name}") is null)
            await api.Create("/api/v1/nodes", new JsonObject { ["metadata"] = new JsonObject { ["name"] = Name } });
        await Report();
    }

    public async Task Beat(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(Interval, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!cancellationToken.IsCancellationRequested)
                await Report();
        }
    }

    public Task Bind(V1Pod pod) => api.Create(
        $"/api/v1/namespaces/{pod.Metadata.NamespaceProperty}/pods/{pod.Metadata.Name}/binding",
        new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Binding",
            ["metadata"] = new JsonObject { ["name"] = pod.Metadata.Name },
            ["target"] = new JsonObject { ["kind"] = "Node", ["name"] = Name },
        });

    private async Task Report()
    {
        var now = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        var ready = new JsonObject { ["type"] = "Ready", ["status"] = "True", ["lastHeartbeatTime"] = now, ["reason"] = "KubeletReady" };
        try
        {
            await api.Merge($"/api/v1/nodes/{Name}/status", new JsonObject { ["status"] = new JsonObject { ["conditions"] = new JsonArray(ready) } }.ToJsonString());
        }
        catch (HttpRequestException)
        {
            // The next beat comes in time.
        }
    }
}
