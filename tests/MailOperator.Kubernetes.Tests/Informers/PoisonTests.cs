using System.Collections.Concurrent;
using System.Net;
using MailOperator.Kubernetes.Client;
using MailOperator.Kubernetes.Hosting;
using MailOperator.Kubernetes.Informers;
using MailOperator.Kubernetes.Metrics;
using MailOperator.Kubernetes.Models;
using MailOperator.Kubernetes.Tests.FakeApiServer;
using MailOperator.Kubernetes.Tests.Fakes;
using Microsoft.Extensions.Logging;
using Fault = MailOperator.Kubernetes.Tests.FakeApiServer.Fault;

namespace MailOperator.Kubernetes.Tests.Informers;

/// <summary>An object that cannot be read stops no informer, and is not taken for gone.</summary>
public sealed class PoisonTests : IAsyncDisposable
{
    private readonly CollectingLogger _log = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    [Fact]
    public async Task A_list_with_one_syncs_and_the_watch_goes_on()
    {
        await using var server = await FakeServer.StartAsync();
        using var client = server.Client();
        server.Store.Put("v1/configmaps", "mail", "a");
        server.Fail(request => request.IsList, new Fault.Garbage(HttpStatusCode.OK, $$$"""
            {"metadata":{"resourceVersion":"{{{server.Store.Version}}}"},"items":[
              {"metadata":{"name":"bad","namespace":"chaos","uid":"u","resourceVersion":"2"},"data":7},
              {"metadata":{"name":"a","namespace":"mail","uid":"v","resourceVersion":"2"}}]}
            """));
        var informer = Informer(client);
        _running = informer.RunAsync(_stop.Token);
        await Eventually.Holds(() => informer.HasSynced);
        server.Store.Put("v1/configmaps", "mail", "b");
        await Eventually.Holds(() => informer.List().Count == 2);

        Assert.Equal(["a", "b"], informer.List().Select(map => map.Metadata.Name));
        Assert.NotNull(informer.FindUnreadable("chaos", "bad"));
        Assert.Contains("configmaps: chaos/bad (resourceVersion 2) cannot be read and is left out", Assert.Single(_log.At(LogLevel.Warning)), StringComparison.Ordinal);

        var metrics = new MetricsRegistry();
        var told = new UnreadableObjects(() => [informer], metrics);
        Assert.Equal("configmaps chaos/bad (resourceVersion 2)", told.Summary);
        Assert.Contains("informer_unreadable_objects{resource=\"configmaps\"} 1", metrics.Render(), StringComparison.Ordinal);
        var health = new HealthChecks();
        health.AddNote("unreadable", () => told.Summary);
        Assert.Equal((true, "[!]unreadable: configmaps chaos/bad (resourceVersion 2)\nok\n"), health.Ready());
    }

    [Fact]
    public async Task What_is_no_event_has_everything_listed_anew()
    {
        await using var server = await FakeServer.StartAsync();
        using var client = server.Client();
        server.Store.Put("v1/configmaps", "mail", "a");
        server.Fail(request => request.IsWatch, new Fault.Line("""{"type":"ADDED","object":7}"""), times: 3);
        var informer = Informer(client);
        _running = informer.RunAsync(_stop.Token);
        await Eventually.Holds(() => server.FaultsLeft == 0);
        server.Store.Put("v1/configmaps", "mail", "b");
        await Eventually.Holds(() => informer.List().Count == 2);
    }

    [Fact]
    public void One_that_could_be_read_before_is_found_no_more_and_is_not_deleted_until_it_is()
    {
        var informer = Informer(new FakeClient(new FakeCluster()));
        var told = new ConcurrentQueue<string>();
        informer.Subscribe((old, @new) => told.Enqueue($"{old?.Metadata.ResourceVersion}>{@new?.Metadata.ResourceVersion}"));
        informer.SubscribeUnreadable(item => told.Enqueue($"unreadable {item.Metadata.ResourceVersion}"));

        informer.Apply(Map("5"));
        informer.LeaveOut(Bad("4"));
        Assert.NotNull(informer.Get("mail", "a"));
        informer.LeaveOut(Bad("6"));
        informer.LeaveOut(Bad("6"));
        Assert.Null(informer.Get("mail", "a"));
        Assert.Equal("6", informer.FindUnreadable("mail", "a")?.Metadata.ResourceVersion);
        Assert.Single(_log.At(LogLevel.Warning));

        informer.Apply(Map("7"));
        Assert.Null(informer.FindUnreadable("mail", "a"));
        informer.LeaveOut(Bad("8"));
        informer.Delete(Map("9"));
        Assert.Empty(informer.Unreadable);
        informer.LeaveOut(Bad("10"));
        informer.Replace(null, [], [Bad("10")]);
        Assert.Single(informer.Unreadable);
        informer.Replace(null, [], []);
        Assert.Empty(informer.Unreadable);
        Assert.Equal([">5", "5>", "unreadable 6", ">7", "7>", "unreadable 8", "9>", "unreadable 10", "10>"], told);
    }

    private static V1ConfigMap Map(string version) => new() { Metadata = new() { Name = "a", NamespaceProperty = "mail", Uid = "u", ResourceVersion = version } };

    private static UnreadableObject Bad(string version) => new(Map(version).Metadata, "odd.");

    private Informer<V1ConfigMap> Informer(IKubernetes client)
    {
        var time = new HastyTimeProvider();
        return new(client, new(), new ApiAvailability(client, time), time, _log.For<Informer<V1ConfigMap>>());
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }
}
