using System.Collections.Concurrent;
using System.Net;
using MailOperator.Kubernetes.Client;
using MailOperator.Kubernetes.Controllers;
using MailOperator.Kubernetes.Events;
using MailOperator.Kubernetes.Hosting;
using MailOperator.Kubernetes.Informers;
using MailOperator.Kubernetes.Models;
using MailOperator.Kubernetes.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MailOperator.Kubernetes.Tests.Hosting;

/// <summary>A whole operator: a host, its caches, its controller, HTTP and lease, on a cluster in memory.</summary>
public sealed class OperatorHostTests : IAsyncDisposable
{
    private readonly FakeCluster _cluster = new();
    private readonly FakeClient _client;
    private readonly Reconciled _reconciled = new();
    private readonly HttpClient _http = new();

    private IHost _host;

    public OperatorHostTests()
    {
        _client = new FakeClient(_cluster);
        _host = Build(new HastyTimeProvider());
    }

    private static InformerOptions<V1Secret> OptionalSecrets { get; } = new() { Optional = true };

    private IHost Build(TimeProvider time)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton<IKubernetes>(_client);
        builder.Services.AddSingleton(time);
        builder.Services.AddSingleton(_reconciled);
        builder.Services
            .AddKubernetesOperator(settings =>
            {
                settings.HttpAddress = "127.0.0.1:0";
                settings.Identity = "pod-1";
                settings.LeaseNamespace = "mail";
            })
            .AddController<OwnerController, Owner>(controller => controller
                .Index("secret", owner => owner.SecretName is { } name ? [name] : [])
                .Owns<V1ConfigMap>()
                .Watches<V1Secret>((secret, owners) => owners.ByIndex("secret", secret.Metadata.Name!).Select(owner => NamespacedName.Of(owner)), OptionalSecrets));
        return builder.Build();
    }

    [Fact]
    public async Task Every_change_that_concerns_an_entity_reconciles_it()
    {
        _cluster.Put(Owner.Named("one") with { SecretName = "tls" });
        _cluster.Put(Owner.Named("two"));
        await Start();
        await Reconciles("one", () => { });
        await Reconciles("one", () => _cluster.Put(Owner.Named("one", generation: 2) with { SecretName = "tls" }));
        await Reconciles("one", () => _cluster.Put(Owner.Child("map", "one")));
        await Reconciles("one", () => _cluster.Put(Owner.Child("map", "two")));
        await Reconciles("two", () => _cluster.Delete<V1ConfigMap>("mail", "map"));
        await Reconciles("one", () => _cluster.Put(new V1Secret { Metadata = new() { Name = "tls", NamespaceProperty = "mail" } }));
        await Reconciles("two", () => _host.Services.GetRequiredService<IEntityTrigger<Owner>>().Enqueue("mail", "two"));
        await Reconciles("gone two", () => _cluster.Delete<Owner>("mail", "two"));
    }

    [Fact]
    public async Task Nothing_is_reconciled_before_every_cache_has_synced()
    {
        _cluster.Put(Owner.Named("one"));
        _client.Denied.Add(typeof(V1ConfigMap));
        await Start();
        var owners = _host.Services.GetRequiredService<InformerRegistry>().Get<Owner>();
        await Eventually.Holds(() => owners.HasSynced);
        Assert.Equal(HttpStatusCode.OK, await Status("/livez"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await Status("/readyz"));
        Assert.Contains("not synced: configmaps (all namespaces)", await Text("/readyz"), StringComparison.Ordinal);
        Assert.Empty(_reconciled.Names);
        _client.Denied.Clear();
        await Reconciles("one", () => { });
        Assert.Equal(HttpStatusCode.OK, await Status("/readyz"));
    }

    [Fact]
    public async Task The_appearance_of_an_optional_API_reconciles_every_entity()
    {
        _client.Absent.Add(typeof(V1Secret));
        _cluster.Put(Owner.Named("one"));
        await Start();
        await Reconciles("one", () => { });
        await Reconciles("one", () => _client.Absent.Clear());
    }

    [Fact]
    public async Task Metrics_are_served_under_the_names_of_controller_runtime()
    {
        _cluster.Put(Owner.Named("one"));
        await Start();
        await Reconciles("one", () => { });
        await Eventually.Holds(() => _host.Services.GetRequiredService<Kubernetes.Metrics.MetricsRegistry>().Render().Contains("reconcile_total{", StringComparison.Ordinal));
        var text = await Text("/metrics");
        Assert.Contains("controller_runtime_reconcile_total{controller=\"owner\",result=\"success\"}", text, StringComparison.Ordinal);
        Assert.Contains("workqueue_adds_total{name=\"owner\",controller=\"owner\"}", text, StringComparison.Ordinal);
        Assert.Contains("leader_election_master_status{name=\"mail-operator\"} 1", text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await Status("/"));
    }

    [Fact]
    public async Task The_end_is_in_order_workers_then_lease_then_events()
    {
        // The time that the last events are given is real here.
        _host.Dispose();
        _host = Build(TimeProvider.System);
        _cluster.Put(Owner.Named("one"));
        _reconciled.AtTheEnd = () =>
        {
            // The last words of a worker: the lease must still be ours.
            Assert.Equal("pod-1", _cluster.Find<V1Lease>("mail", "mail-operator")!.Spec!.HolderIdentity);
            _host.Services.GetRequiredService<IEventRecorder>().Publish(Owner.Named("one"), EventType.Normal, "Stopped", "The operator stops.");
        };
        await Start();
        await Reconciles("one", () => { });
        await _host.StopAsync(TestContext.Current.CancellationToken);
        Assert.True(_reconciled.Ended);
        Assert.Equal("", _cluster.Find<V1Lease>("mail", "mail-operator")!.Spec!.HolderIdentity);
        Assert.Equal("Stopped", Assert.Single(_cluster.All<Corev1Event>()).Reason);
        await Assert.ThrowsAsync<HttpRequestException>(() => Status("/livez"));
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        _http.Dispose();
    }

    private string Address { get; set; } = "";

    private async Task Start()
    {
        await _host.StartAsync(TestContext.Current.CancellationToken);
        Address = _host.Services.GetRequiredService<HttpEndpoint>().Addresses.Single();
    }

    private async Task Reconciles(string name, Action change)
    {
        change();
        await Eventually.Holds(() => _reconciled.Names.Contains(name), () => $"{name} was not reconciled.");
        // What the same change still makes happen must not be taken for the next one's doing.
        var queue = _host.Services.GetRequiredService<EntityTrigger<Owner>>().Queue;
        await Eventually.Holds(() => queue.Count == 0);
        _reconciled.Names.Clear();
    }

    private async Task<HttpStatusCode> Status(string path)
    {
        using var answer = await _http.GetAsync(new Uri(Address + path), TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private async Task<string> Text(string path)
    {
        using var answer = await _http.GetAsync(new Uri(Address + path), TestContext.Current.CancellationToken);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private sealed class Reconciled
    {
        public ConcurrentQueue<string> Names { get; } = new();

        public Action? AtTheEnd { get; set; }

        public bool Ended { get; set; }
    }

    private sealed class OwnerController(Reconciled reconciled) : IEntityController<Owner>
    {
        public async Task<ReconciliationResult> ReconcileAsync(Owner entity, CancellationToken cancellationToken)
        {
            reconciled.Names.Enqueue(entity.Metadata.Name!);
            if (reconciled.AtTheEnd is { } atTheEnd)
            {
                await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                atTheEnd();
                reconciled.Ended = true;
            }

            return ReconciliationResult.Success();
        }

        public Task DeletedAsync(string @namespace, string name, CancellationToken cancellationToken)
        {
            reconciled.Names.Enqueue($"gone {name}");
            return Task.CompletedTask;
        }
    }
}
