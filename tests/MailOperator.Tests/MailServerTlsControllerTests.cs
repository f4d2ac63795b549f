using System.Net;
using MailOperator.Api;
using MailOperator.Api.Status;
using MailOperator.Apply;
using MailOperator.Kubernetes.Client;
using MailOperator.Kubernetes.Controllers;
using MailOperator.Kubernetes.Events;
using MailOperator.Kubernetes.Informers;
using MailOperator.Kubernetes.Models;
using MailOperator.Observe;
using MailOperator.Owned;
using MailOperator.Postfix.Certificates;
using MailOperator.Postfix.Probe;
using MailOperator.Probe;
using MailOperator.Tests.Observe;
using MailOperator.Tests.Plan;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace MailOperator.Tests;

public sealed class MailServerTlsControllerTests
{
    [Fact]
    public async Task A_fault_in_carrying_a_plan_out_is_told_by_the_status_without_its_words_and_tried_again()
    {
        var kubernetes = new SecretsOnly { Fault = _ => new InvalidOperationException("the key is hunter2") };

        await Assert.ThrowsAsync<InvalidOperationException>(() => Reconcile(kubernetes, Servers.SelfSigned()));

        AssertFailed(Assert.Single(kubernetes.Statuses), "InvalidOperationException");
    }

    [Fact]
    public async Task A_fault_in_planning_is_told_by_the_status_too()
    {
        var kubernetes = new SecretsOnly();
        var server = Servers.SelfSigned();
        var spec = server.Spec with { Tls = new() { Profile = (TlsProfile)99 }, Certificates = new() { Default = [new() { None = new() }] } };

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Reconcile(kubernetes, server with { Spec = spec }));

        AssertFailed(Assert.Single(kubernetes.Statuses), "ArgumentOutOfRangeException");
    }

    [Fact]
    public async Task A_resource_that_cannot_even_be_looked_at_is_not_said_to_be_ready_any_more()
    {
        var kubernetes = new SecretsOnly { Fault = _ => null };
        await using var reconciler = new Reconciler(kubernetes);
        await reconciler.Reconcile(Servers.SelfSigned());
        var before = kubernetes.Statuses[^1];
        reconciler.Time.Faults = 2;

        await Assert.ThrowsAsync<InvalidOperationException>(() => reconciler.Reconcile(Servers.SelfSigned()));

        AssertFailed(kubernetes.Statuses[^1], "InvalidOperationException");
        Assert.Equal(before.Listeners, kubernetes.Statuses[^1].Listeners);
    }

    [Fact]
    public async Task What_is_refused_keeps_back_nothing_else_and_all_of_it_is_told_together()
    {
        var kubernetes = new SecretsOnly
        {
            Fault = written => written switch
            {
                V1Service => new KubernetesException(HttpStatusCode.UnprocessableEntity, "Invalid", "field is immutable"),
                V1NetworkPolicy => new NameTakenException(written),
                _ => null,
            },
        };

        var result = await Reconcile(kubernetes, Servers.SelfSigned());

        Assert.True(result.IsFailure);
        Assert.Equal(TimeSpan.FromMinutes(1), result.RequeueAfter);
        Assert.Equal(["Secret", "ServiceAccount"], kubernetes.Writes);
        var ready = Ready(Assert.Single(kubernetes.Statuses));
        Assert.Equal((ConditionStatus.False, "NameTaken"), (ready.Status, ready.Reason));
        foreach (var name in new[] { "NetworkPolicy mx1 exists", "refuses Service mx1: field is immutable", "refuses Service mx1-pods: field is immutable" })
            Assert.Contains(name, ready.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_tried_waits_for_what_it_is_made_of_and_nothing_else_does()
    {
        var kubernetes = new SecretsOnly { Fault = Refuse<V1ConfigMap> };
        var server = Servers.SelfSigned();
        var anonymous = server with { Spec = server.Spec with { Certificates = new() { Default = [new() { None = new() }] } } };

        await Reconcile(kubernetes, anonymous);

        Assert.Equal(["ServiceAccount", "NetworkPolicy", "Secret", "Service", "Service"], kubernetes.Writes);
        Assert.Matches("refuses ConfigMap mx1-config-.*: no.* Job mx1-gate-.* waits for ConfigMap mx1-config-", Ready(Assert.Single(kubernetes.Statuses)).Message);

        kubernetes.Writes.Clear();
        kubernetes.Fault = _ => null;
        await Reconcile(kubernetes, anonymous);
        Assert.Contains("Job", kubernetes.Writes);
    }

    [Fact]
    public async Task An_API_server_that_goes_on_failing_is_told_after_half_a_minute_and_no_longer_once_it_recovers()
    {
        var kubernetes = new SecretsOnly { Fault = Break<V1NetworkPolicy> };
        await using var reconciler = new Reconciler(kubernetes);

        await Assert.ThrowsAsync<KubernetesException>(() => reconciler.Reconcile(Servers.SelfSigned()));
        Assert.Equal(["Secret", "ServiceAccount", "Service", "Service"], kubernetes.Writes);
        reconciler.Time.Pass(TimeSpan.FromSeconds(20));
        await Assert.ThrowsAsync<KubernetesException>(() => reconciler.Reconcile(Servers.SelfSigned()));
        Assert.Empty(kubernetes.Statuses);

        reconciler.Time.Pass(TimeSpan.FromSeconds(10));
        await Assert.ThrowsAsync<KubernetesException>(() => reconciler.Reconcile(Servers.SelfSigned()));
        AssertFails(Assert.Single(kubernetes.Statuses), "Writing NetworkPolicy mx1 fails at the API server (500): failed calling webhook");
        Assert.Equal(["Warning ApiError"], reconciler.Events.Where(each => each.StartsWith("Warning", StringComparison.Ordinal)));

        await Assert.ThrowsAsync<KubernetesException>(() => reconciler.Reconcile(Servers.SelfSigned()));
        Assert.Single(kubernetes.Statuses);
        kubernetes.Fault = _ => null;
        await reconciler.Reconcile(Servers.SelfSigned());
        Assert.DoesNotContain(kubernetes.Statuses[^1].Conditions, condition => condition.Reason == "ApiError");
        Assert.Equal(["Warning ApiError"], reconciler.Events.Where(each => each.StartsWith("Warning", StringComparison.Ordinal)));

        // What comes later begins anew.
        kubernetes.Fault = Break<V1NetworkPolicy>;
        await Assert.ThrowsAsync<KubernetesException>(() => reconciler.Reconcile(Servers.SelfSigned()));
        Assert.Equal(2, kubernetes.Statuses.Count);
    }

    [Theory]
    [InlineData(null, "Refused")]
    [InlineData("InternalError", "ApiError")]
    public async Task A_server_that_fails_at_one_object_alone_and_does_not_say_why_refuses_it(string? word, string reason)
    {
        var kubernetes = new SecretsOnly
        {
            Fault = written => written is V1NetworkPolicy ? new KubernetesException(HttpStatusCode.InternalServerError, word, "field not declared in schema") : null,
        };
        await using var reconciler = new Reconciler(kubernetes);
        if (reason == "Refused")
        {
            var first = await reconciler.Reconcile(Servers.SelfSigned());
            var second = await reconciler.Reconcile(Servers.SelfSigned());

            // It is told in the log once, and without a stack trace.
            Assert.Equal((null, false), (first.Error, first.IsKnown));
            Assert.Equal((null, true), (second.Error, second.IsKnown));
        }
        else
        {
            await Assert.ThrowsAsync<KubernetesException>(() => reconciler.Reconcile(Servers.SelfSigned()));
            reconciler.Time.Pass(TimeSpan.FromMinutes(1));
            await Assert.ThrowsAsync<KubernetesException>(() => reconciler.Reconcile(Servers.SelfSigned()));
        }

        Assert.Equal(reason, Ready(kubernetes.Statuses[^1]).Reason);
    }

    [Fact]
    public async Task What_is_refused_since_its_name_is_taken_is_told_so()
    {
        var kubernetes = new SecretsOnly
        {
            Fault = written => written is V1Service ? new KubernetesException(HttpStatusCode.UnprocessableEntity, "Invalid", "clusterIP can not be unset") : null,
        };
        kubernetes.Others.Add(new V1Service { Metadata = new() { Name = "mx1-pods", NamespaceProperty = "mail", Uid = "other", ResourceVersion = "1" } });

        await Reconcile(kubernetes, Servers.SelfSigned());

        var message = Ready(kubernetes.Statuses[^1]).Message;
        Assert.Contains("Service mx1-pods exists and does not belong", message, StringComparison.Ordinal);
        Assert.Contains("refuses Service mx1: clusterIP", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_API_server_that_is_not_well_is_asked_for_nothing_more()
    {
        var kubernetes = new SecretsOnly
        {
            Fault = written => written is V1NetworkPolicy ? new KubernetesException(HttpStatusCode.TooManyRequests, "TooManyRequests", "slow down") : null,
        };

        await Assert.ThrowsAsync<KubernetesException>(() => Reconcile(kubernetes, Servers.SelfSigned()));

        Assert.Equal(["Secret", "ServiceAccount"], kubernetes.Writes);
    }

    [Fact]
    public async Task What_cannot_be_read_is_told_but_not_of_a_resource_that_is_let_alone()
    {
        var kubernetes = new SecretsOnly("mx1-tls") { ReadFault = new KubernetesException(HttpStatusCode.InternalServerError, "InternalError", "etcd is not well") };
        await using var reconciler = new Reconciler(kubernetes);
        await reconciler.StartCaches();
        var server = Servers.FromSecret("mx1-tls");
        var paused = server with { Metadata = server.Metadata with { Annotations = new Dictionary<string, string> { ["mailoperator.io/paused"] = "true" } } };

        await Assert.ThrowsAsync<KubernetesException>(() => reconciler.Reconcile(server));
        reconciler.Time.Pass(TimeSpan.FromMinutes(1));
        await Assert.ThrowsAsync<KubernetesException>(() => reconciler.Reconcile(paused));
        Assert.Empty(kubernetes.Statuses);

        await Assert.ThrowsAsync<KubernetesException>(() => reconciler.Reconcile(server));
        var status = Assert.Single(kubernetes.Statuses);
        AssertFails(status, "Reading what the resource refers to fails at the API server (500): etcd is not well");
        Assert.All(
            status.Conditions.Where(condition => condition.Type is "CertificatesValid" or "RolledOut" or "Verified"),
            condition => Assert.Equal(ConditionStatus.Unknown, condition.Status));
    }

    [Fact]
    public async Task A_status_that_cannot_be_written_is_left_to_the_log()
    {
        var kubernetes = new SecretsOnly { Fault = Break<IKubernetesObject> };
        await using var reconciler = new Reconciler(kubernetes);

        await Assert.ThrowsAsync<KubernetesException>(() => reconciler.Reconcile(Servers.SelfSigned()));
        Assert.Empty(reconciler.Log);
        reconciler.Time.Pass(TimeSpan.FromMinutes(1));
        await Assert.ThrowsAsync<KubernetesException>(() => reconciler.Reconcile(Servers.SelfSigned()));

        Assert.Contains("mail/mx1: its status could not be written", Assert.Single(reconciler.Log), StringComparison.Ordinal);
        Assert.Empty(reconciler.Events);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_object_that_has_lost_its_owner_has_it_back_unless_the_owner_is_about_to_go(bool leaves)
    {
        var server = Servers.SelfSigned();
        var kubernetes = new SecretsOnly { Fault = _ => null };
        kubernetes.Others.Add(server with
        {
            Metadata = server.Metadata with { NamespaceProperty = "mail", Uid = "uid-1", DeletionTimestamp = leaves ? DateTimeOffset.UnixEpoch : null },
        });
        kubernetes.Others.Add(new V1ServiceAccount
        {
            Metadata = new()
            {
                Name = "mx1",
                NamespaceProperty = "mail",
                ResourceVersion = "1",
                Annotations = new Dictionary<string, string> { [Difference.AppliedAnnotation] = "" },
            },
        });
        await using var reconciler = new Reconciler(kubernetes);
        await reconciler.StartCaches();

        await reconciler.Reconcile(server);

        Assert.Equal(!leaves, kubernetes.Writes.Contains("ServiceAccount"));
        Assert.Equal(leaves, kubernetes.Statuses.Count == 0);
    }

    [Fact]
    public async Task Objects_of_another_namespace_that_name_the_resource_as_their_owner_are_nothing_to_it()
    {
        var server = Servers.SelfSigned();
        var owner = server with { Metadata = server.Metadata with { NamespaceProperty = "mail", Uid = "uid-1" } };
        var forged = Naming.Names.Owned(owner, "mx1") with { NamespaceProperty = "chaos", Uid = "forged", ResourceVersion = "1" };
        var kubernetes = new SecretsOnly { Fault = _ => null };
        kubernetes.Others.Add(new V1StatefulSet { Metadata = forged });
        kubernetes.Others.Add(new V1StatefulSet { Metadata = forged with { NamespaceProperty = "chaos-2" } });
        kubernetes.Others.Add(new V1Service { Metadata = forged with { Name = "unplanned" } });
        await using var reconciler = new Reconciler(kubernetes);
        await reconciler.StartCaches();

        // Nothing of theirs is deleted either: the fake cannot.
        var result = await reconciler.Reconcile(server);

        Assert.False(result.IsFailure);
        Assert.Contains("Service", kubernetes.Writes);
        Assert.NotEqual("Failed", Ready(Assert.Single(kubernetes.Statuses)).Reason);
    }

    [Fact]
    public async Task A_resource_that_takes_too_much_computing_says_so_and_comes_back_later_each_time()
    {
        var kubernetes = new SecretsOnly();
        var secret = Servers.Certificate("mx1-tls", DateTimeOffset.UtcNow);
        kubernetes.Others.Add(secret with { Metadata = secret.Metadata with { NamespaceProperty = "mail", ResourceVersion = "1" } });
        await using var reconciler = new Reconciler(kubernetes, budget: 0);
        await reconciler.StartCaches();

        var result = await reconciler.Reconcile(Servers.FromSecret("mx1-tls"));

        Assert.Equal((true, null), (result.IsFailure, result.RequeueAfter));
        var ready = Ready(Assert.Single(kubernetes.Statuses));
        Assert.Equal((ConditionStatus.False, "TooExpensive"), (ready.Status, ready.Reason));
        Assert.Contains("name fewer certificates", ready.Message, StringComparison.Ordinal);
        Assert.Empty(kubernetes.Writes);
    }

    [Fact]
    public async Task A_resource_that_cannot_be_read_no_longer_says_that_it_serves_and_keeps_the_rest_of_its_status()
    {
        var world = new World(Servers.SelfSigned()).Settle();
        var kubernetes = new SecretsOnly { Fault = _ => null };
        var metadata = world.Resource.Metadata with { Name = "mx1", Generation = 9 };
        kubernetes.Others.Add(new StatusPatch { Metadata = metadata, Status = world.Resource.Status });
        await using var reconciler = new Reconciler(kubernetes);

        await reconciler.Unreadable(new(metadata, "$.spec.workload.affinity: it is nested more than 64 deep."));

        var status = Assert.Single(kubernetes.Statuses);
        Assert.Equal((ConditionStatus.False, "Unreadable"), (Ready(status).Status, Ready(status).Reason));
        Assert.Contains("$.spec.workload.affinity: it is nested more than 64 deep. Correct that field.", Ready(status).Message, StringComparison.Ordinal);
        Assert.Equal("Unreadable", Assert.Single(status.Conditions, condition => condition is { Type: "Stalled", Status: ConditionStatus.True }).Reason);
        Assert.Equal(7, status.Conditions.Count);
        Assert.Equal((9, world.Resource.Status!.Gate, world.Resource.Status.Certificates.Count), (status.ObservedGeneration, status.Gate, status.Certificates.Count));
        Assert.Equal(["Warning Unreadable"], reconciler.Events);

        kubernetes.Others.Clear();
        kubernetes.Others.Add(new StatusPatch { Metadata = metadata, Status = status });
        await reconciler.Unreadable(new(metadata, "$.spec.workload.affinity: it is nested more than 64 deep."));
        Assert.Single(kubernetes.Statuses);
    }

    [Fact]
    public async Task What_a_resource_refers_to_and_cannot_be_read_is_told_at_once_and_nothing_is_written()
    {
        var kubernetes = new SecretsOnly("mx1-tls")
        {
            Fault = _ => null,
            ReadFault = new UnreadableObjectException("Secret", new(new() { Name = "mx1-tls", NamespaceProperty = "mail" }, "$.data is odd.")),
        };
        await using var reconciler = new Reconciler(kubernetes);
        await reconciler.StartCaches();

        var result = await reconciler.Reconcile(Servers.FromSecret("mx1-tls"));

        Assert.True(result.IsFailure);
        Assert.Empty(kubernetes.Writes);
        var ready = Ready(Assert.Single(kubernetes.Statuses));
        Assert.Equal("Unreadable", ready.Reason);
        Assert.Contains("Secret mail/mx1-tls cannot be read: $.data is odd. Mend or delete it", ready.Message, StringComparison.Ordinal);
    }

    private static void AssertFails(MailServerTlsStatus status, string message)
    {
        var conditions = status.Conditions.ToDictionary(condition => condition.Type, condition => $"{condition.Status} {condition.Reason}");
        Assert.Equal("False ApiError", conditions["Ready"]);
        Assert.Equal("Unknown ApiError", conditions["ConfigurationValid"]);
        Assert.Equal("True ApiError", conditions["Stalled"]);
        Assert.Contains(message, Ready(status).Message, StringComparison.Ordinal);
    }

    private static KubernetesException? Break<T>(IKubernetesObject written) =>
        written is T ? new(HttpStatusCode.InternalServerError, "InternalError", "failed calling webhook \"policy.example.com\"") : null;

    private static KubernetesException? Refuse<T>(IKubernetesObject written) =>
        written is T ? new(HttpStatusCode.Forbidden, "Forbidden", "no") : null;

    private static Condition Ready(MailServerTlsStatus status) => Assert.Single(status.Conditions, condition => condition.Type == "Ready");

    private static void AssertFailed(MailServerTlsStatus status, string fault)
    {
        Assert.Equal(7, status.ObservedGeneration);
        var ready = Ready(status);
        Assert.Equal((ConditionStatus.False, "Failed"), (ready.Status, ready.Reason));
        Assert.Contains(fault, ready.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", KubernetesJson.Serialize(status), StringComparison.Ordinal);
    }

    private static async Task<ReconciliationResult> Reconcile(SecretsOnly kubernetes, MailServerTls server)
    {
        await using var reconciler = new Reconciler(kubernetes);
        return await reconciler.Reconcile(server);
    }

    /// <summary>The controller with all that it needs; its caches are empty until they are started.</summary>
    private sealed class Reconciler : IEventRecorder, ILogger<MailServerTlsController>, IAsyncDisposable
    {
        private readonly SecretsOnly _kubernetes;
        private readonly InformerRegistry _informers;
        private readonly ProbeBoard _probes;
        private readonly MailServerTlsController _controller;
        private readonly CancellationTokenSource _stop = new();
        private Task _running = Task.CompletedTask;

        public Reconciler(SecretsOnly kubernetes, int budget = WorkBudget.Usual)
        {
            _kubernetes = kubernetes;
            _informers = new(kubernetes, new(kubernetes, Time), Time, NullLoggerFactory.Instance);
            _probes = new(new NoProbe(), Time, new(), NullLogger<ProbeBoard>.Instance);
            var kinds = new OwnedKinds(kubernetes, _informers);
            _controller = new(
                new Observer(kinds, new References(kubernetes, _informers), _informers, _probes, Time),
                new World(Servers.SelfSigned()).Settings with { Budget = budget },
                new Applier(kubernetes, kinds, _informers, this, Time),
                _probes,
                this);
        }

        public Hurried Time { get; } = new();

        public List<string> Events { get; } = [];

        public List<string> Log { get; } = [];

        /// <summary>Reconciles a resource with the status that was written last.</summary>
        public Task<ReconciliationResult> Reconcile(MailServerTls server) => _controller.ReconcileAsync(
            server with
            {
                Metadata = server.Metadata with { NamespaceProperty = "mail", Uid = "uid-1", Generation = 7 },
                Status = _kubernetes.Statuses.LastOrDefault(),
            },
            TestContext.Current.CancellationToken);

        public Task<ReconciliationResult> Unreadable(UnreadableObject resource) => _controller.UnreadableAsync(resource, TestContext.Current.CancellationToken);

        public async Task StartCaches()
        {
            _running = _informers.RunAsync(_stop.Token);
            await _informers.WaitForSyncAsync(TestContext.Current.CancellationToken);
        }

        public void Publish(IKubernetesObject about, EventType type, string reason, string message) => Events.Add($"{type} {reason}");

        void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Log.Add(formatter(state, exception));

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _running;
            await _probes.DisposeAsync();
            _stop.Dispose();
        }
    }

    /// <summary>A clock on which nobody waits: who wants to is there at once.</summary>
    private sealed class Hurried : TimeProvider
    {
        private TimeSpan _elapsed;

        public void Pass(TimeSpan time) => _elapsed += time;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        /// <summary>So many times more, who asks for the time fails.</summary>
        public int Faults { get; set; }

        public override DateTimeOffset GetUtcNow() =>
            Faults-- > 0 ? throw new InvalidOperationException("hunter2") : new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) + _elapsed;

        public override long GetTimestamp() => _elapsed.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime > TimeSpan.Zero)
                _elapsed += dueTime;
            return base.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    private sealed class NoProbe : ITlsProbe
    {
        public Task<ProbeReport> ProbeAsync(ProbeTarget target, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
