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
using MailOperator.Postfix.Probe;
using MailOperator.Probe;
using MailOperator.Tests.Observe;
using MailOperator.Tests.Plan;
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
        var time = new Hurried();
        var informers = new InformerRegistry(kubernetes, new(kubernetes, time), time, NullLoggerFactory.Instance);
        var kinds = new OwnedKinds(kubernetes, informers);
        await using var probes = new ProbeBoard(new NoProbe(), time, new(), NullLogger<ProbeBoard>.Instance);
        var controller = new MailServerTlsController(
            new Observer(kinds, new References(kubernetes, informers), informers, probes, time),
            new World(server).Settings,
            new Applier(kubernetes, kinds, informers, new NoEvents(), time),
            probes,
            NullLogger<MailServerTlsController>.Instance);
        var metadata = server.Metadata with { NamespaceProperty = "mail", Uid = "uid-1", Generation = 7 };
        return await controller.ReconcileAsync(server with { Metadata = metadata }, TestContext.Current.CancellationToken);
    }

    /// <summary>A clock on which nobody waits: who wants to is there at once.</summary>
    private sealed class Hurried : TimeProvider
    {
        private TimeSpan _elapsed;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) + _elapsed;

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

    private sealed class NoEvents : IEventRecorder
    {
        public void Publish(IKubernetesObject about, EventType type, string reason, string message)
        {
        }
    }
}
