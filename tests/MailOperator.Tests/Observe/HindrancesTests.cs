using MailOperator.Kubernetes.Models;
using MailOperator.Observe;
using MailOperator.Server;
using MailOperator.Tests.Plan;

namespace MailOperator.Tests.Observe;

public sealed class HindrancesTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("FailedCreate", false, "PodNotCreated")]
    [InlineData("FailedMount", true, "VolumeNotMounted")]
    [InlineData("FailedBinding", true, "VolumeNotBound")]
    [InlineData("Scheduled", true, null)]
    public async Task Why_a_pod_is_late_is_read_from_events_once_in_a_while(string cause, bool isThere, string? reason)
    {
        var kubernetes = new SecretsOnly();
        kubernetes.Others.Add(new Corev1Event { Reason = cause, Message = "in the cluster's words", LastTimestamp = Now });
        var hindrances = new Hindrances(kubernetes);
        var world = Late(isThere);

        var early = await hindrances.AddAsync(world with { Now = Now.AddSeconds(4) }, TestContext.Current.CancellationToken);
        Assert.Empty(early.Hindrances);
        Assert.Equal(Now.AddSeconds(5), early.LookForHindrances);
        Assert.Equal(0, kubernetes.Lists);

        var late = await hindrances.AddAsync(world with { Now = Now.AddSeconds(5) }, TestContext.Current.CancellationToken);
        Assert.Equal(reason, late.Hindrances.GetValueOrDefault("mx1-0")?.Reason);
        Assert.Equal(Now.AddSeconds(20), late.LookForHindrances);
        var lists = kubernetes.Lists;
        await hindrances.AddAsync(world with { Now = Now.AddSeconds(15) }, TestContext.Current.CancellationToken);
        Assert.Equal(lists, kubernetes.Lists);
    }

    [Fact]
    public async Task A_pod_that_is_ready_or_tells_itself_is_not_asked_about()
    {
        var kubernetes = new SecretsOnly();
        var hindrances = new Hindrances(kubernetes);
        V1PodStatus[] told =
        [
            new() { Conditions = [new() { Type = "Ready", Status = "True" }] },
            new() { ContainerStatuses = [new() { State = new() { Waiting = new() { Reason = PodTrouble.ImageNotPulled } } }] },
        ];
        foreach (var status in told)
        {
            var world = Late(isThere: true);
            var seen = await hindrances.AddAsync(
                world with { Now = Now.AddMinutes(1), Pods = [world.Pods[0] with { Status = status }] }, TestContext.Current.CancellationToken);
            Assert.Null(seen.LookForHindrances);
        }

        Assert.Equal(0, kubernetes.Lists);
    }

    private static Observation Late(bool isThere)
    {
        var server = Servers.SelfSigned(replicas: 1);
        return new()
        {
            Resource = server with { Metadata = server.Metadata with { NamespaceProperty = "mail" } },
            Now = Now,
            Owned = [new V1StatefulSet { Metadata = new() { Name = "mx1", NamespaceProperty = "mail", CreationTimestamp = Now } }],
            Pods = isThere ? [new() { Metadata = new() { Name = "mx1-0", NamespaceProperty = "mail", CreationTimestamp = Now } }] : [],
        };
    }
}
