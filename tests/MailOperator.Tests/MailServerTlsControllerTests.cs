using MailOperator.Api;
using MailOperator.Api.Status;
using MailOperator.Apply;
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
        var kubernetes = new SecretsOnly { Fault = new InvalidOperationException("the key is hunter2") };

        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => Reconcile(kubernetes, Servers.SelfSigned()));

        Assert.Same(kubernetes.Fault, fault);
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

    private static void AssertFailed(MailServerTlsStatus status, string fault)
    {
        Assert.Equal(7, status.ObservedGeneration);
        var ready = Assert.Single(status.Conditions, condition => condition.Type == "Ready");
        Assert.Equal((ConditionStatus.False, "Failed"), (ready.Status, ready.Reason));
        Assert.Contains(fault, ready.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", KubernetesJson.Serialize(status), StringComparison.Ordinal);
    }

    private static async Task Reconcile(SecretsOnly kubernetes, MailServerTls server)
    {
        var time = TimeProvider.System;
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
        await controller.ReconcileAsync(server with { Metadata = metadata }, TestContext.Current.CancellationToken);
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
