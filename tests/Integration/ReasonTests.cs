using System.Text.Json.Nodes;
using MailOperator.Api.Status;
using MailOperator.Integration.Cluster;
using MailOperator.Integration.Resources;

namespace MailOperator.Integration;

/// <summary>The resource says why it is not ready, and what goes on meanwhile.</summary>
public sealed class ReasonTests(ControlPlane cluster)
{
    [Fact]
    public async Task A_resource_that_is_refused_keeps_no_renewed_certificate_out()
    {
        await using var site = await Site.Running(cluster, "renewal");
        await site.ApplySecretRef("mx", replicas: 2);
        await site.IsReady("mx", seconds: 300);
        await site.Api.Merge(site.Server("mx"), """{"spec":{"postfix":{"mainCf":{"nonsense":"1"}}}}""");
        await site.Is("mx", changed => Site.Says(changed, "Ready", ConditionStatus.False, "Parameter"), "refused", 180);

        var next = Certificate.New();
        await site.Apply(next.Secret("mx-tls"));
        var resource = await site.Is(
            "mx", changed => changed.Status!.Listeners.All(listener => (listener.ServedFingerprint, listener.Verified) == (next.Fingerprint, 2)), "renewed", 300);

        Assert.True(Site.Says(resource, "Stalled", ConditionStatus.True, "Parameter"));
        Assert.True(Site.Says(resource, "Reconciling", ConditionStatus.False));
        Site.Print(resource.Status!.Conditions.Single(condition => condition.Type == "Ready").Message);

        await site.Api.Merge(site.Server("mx"), """{"spec":{"postfix":{"mainCf":{"nonsense":null}}}}""");
        await site.IsReady("mx", next.Fingerprint, seconds: 300);
    }

    [Fact]
    public async Task Pods_that_a_quota_refuses_are_told_with_its_words()
    {
        await using var site = await Site.Running(cluster, "latepods");
        await site.Apply(Sample.SelfSigned("mx", replicas: 1));
        await site.IsReady("mx", seconds: 300);
        await site.Api.Create(site.Core("resourcequotas"), JsonNode.Parse("""{"metadata":{"name":"few"},"spec":{"hard":{"pods":"1"}}}""")!);
        await Eventually.Holds(async () => (await site.Api.Get(site.Core("resourcequotas", "few")))["status"]?["used"] is not null, "the quota is counted");

        await site.Api.Merge(site.Server("mx"), """{"spec":{"workload":{"replicas":2}}}""");
        var resource = await site.Is("mx", changed => Site.Says(changed, "Ready", ConditionStatus.False, "PodNotCreated"), "PodNotCreated", 180);

        Assert.True(Site.Says(resource, "RolledOut", ConditionStatus.False, "PodNotCreated"));
        Assert.Contains("exceeded quota: few", resource.Status!.Conditions.Single(condition => condition.Type == "Ready").Message, StringComparison.Ordinal);
        Assert.False(Site.Says(resource, "Stalled", ConditionStatus.True) && Site.Says(resource, "Reconciling", ConditionStatus.True));
    }

    [Fact]
    public async Task What_somebody_has_to_make_is_stalled_at_once_and_passes_when_it_is_made()
    {
        await using var site = await Site.Running(cluster, "missing");
        await site.Apply(Sample.Users("mx-users"));
        await site.Apply(Sample.SecretRef("mx", replicas: 1));

        var resource = await site.Is("mx", changed => Site.Says(changed, "Stalled", ConditionStatus.True, "SecretNotFound"), "SecretNotFound", 180);
        Assert.True(Site.Says(resource, "Reconciling", ConditionStatus.False));
        await Eventually.Holds(
            async () => (await site.Api.Get(site.Core("events"))).ToJsonString().Contains("SecretNotFound", StringComparison.Ordinal), "an event tells it");

        await site.Apply(Certificate.New().Secret("mx-tls"));
        await site.IsReady("mx", seconds: 300);
    }

    [Fact]
    public async Task A_pause_is_told_until_it_is_over()
    {
        await using var site = await Site.Running(cluster, "pausing");
        await site.Apply(Sample.SelfSigned("mx", replicas: 1));
        await site.IsReady("mx", seconds: 300);

        await site.Api.Merge(site.Server("mx"), """{"metadata":{"annotations":{"mailoperator.io/paused":"true"}},"spec":{"hostname":"mx.example.net"}}""");
        var paused = await site.Is("mx", changed => Site.Says(changed, "Paused", ConditionStatus.True), "Paused", 180);
        Assert.True(paused.Status!.ObservedGeneration < paused.Metadata.Generation);

        await site.Api.Merge(site.Server("mx"), """{"metadata":{"annotations":{"mailoperator.io/paused":null}}}""");
        await site.Is(
            "mx",
            changed => changed.Status!.ObservedGeneration == changed.Metadata.Generation && changed.Status.Conditions.All(condition => condition.Type != "Paused"),
            "resumed", 180);
    }
}
