using System.Globalization;
using MailOperator.Integration.Cluster;
using MailOperator.Integration.Resources;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Integration;

/// <summary>More pods, fewer pods, a pause, the end.</summary>
public sealed class LifecycleTests(ControlPlane cluster)
{
    [Fact]
    public async Task The_scale_subresource_makes_pods_more_and_fewer()
    {
        await using var site = await Site.Running(cluster, "scale");
        await site.Apply(Sample.SelfSigned("mx", replicas: 1));
        await site.IsReady("mx");
        var template = (await site.Api.Get(StatefulSet(site)))["spec"]!["template"]!.ToJsonString();

        foreach (var replicas in new[] { 3, 1 })
        {
            await site.Api.Merge($"{site.Server("mx")}/scale", $$$"""{"spec":{"replicas":{{{replicas}}}}}""");
            var resource = await site.IsReady("mx");
            await Eventually.Are<V1Pod>(site.Kubernetes, site.Namespace, pods => pods.Count == replicas, $"{replicas} pods", selector: "app.kubernetes.io/component=smtp");
            resource = await site.Is("mx", changed => changed.Status!.Replicas == replicas && changed.Status.Listeners[0].Verified == replicas, $"{replicas} verified");
            Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"25 ({replicas}/{replicas})"), resource.Status!.ListenerSummary);
            var scale = await site.Api.Get($"{site.Server("mx")}/scale");
            Assert.Equal(replicas, (int)scale["status"]!["replicas"]!);
            Assert.Equal("app.kubernetes.io/component=smtp,app.kubernetes.io/instance=mx,app.kubernetes.io/name=postfix", (string?)scale["status"]!["selector"]);
        }

        Assert.Equal(template, (await site.Api.Get(StatefulSet(site)))["spec"]!["template"]!.ToJsonString());
    }

    [Fact]
    public async Task A_paused_server_is_let_alone_until_the_annotation_goes()
    {
        await using var site = await Site.Running(cluster, "pause");
        await site.Apply(Sample.SelfSigned("mx", replicas: 1));
        await site.Apply(Sample.SelfSigned("other", replicas: 1));
        await site.IsReady("mx");
        await site.IsReady("other");
        var reconciles = await site.Operator.Reconciles();
        await site.Api.Merge(site.Server("mx"), """{"metadata":{"annotations":{"mailoperator.io/paused":"true"}}}""");
        await Eventually.Holds(async () => await site.Operator.Reconciles() > reconciles, "the pause was seen");
        await site.Is("mx", changed => changed.Status!.Conditions.Any(condition => condition.Type == "Paused"), "Paused is told");
        var mark = cluster.Audit.Mark();

        await site.Api.Merge(site.Core("services", "mx"), """{"spec":{"publishNotReadyAddresses":true,"selector":{"app.kubernetes.io/instance":"other"}}}""");
        await site.Api.Merge(site.Server("mx"), """{"spec":{"workload":{"replicas":2}}}""");
        // What comes after it in time is done: then what came before would have been.
        await site.Api.Merge(site.Server("other"), """{"spec":{"workload":{"replicas":2}}}""");
        await site.IsReady("other");
        await site.Is("other", changed => changed.Status!.Listeners[0].Verified == 2, "two pods");

        var writes = cluster.Audit.Since(mark, site.Installation.User).Where(request => request.IsWrite && request.Name?.StartsWith("mx", StringComparison.Ordinal) == true);
        // Of the new generation the resource says once that it is paused too; nothing that it owns is written.
        Assert.Equal(["mailservertls/status"], writes.Select(write => write.Resource));

        await site.Api.Merge(site.Server("mx"), """{"metadata":{"annotations":{"mailoperator.io/paused":null}}}""");
        await site.IsReady("mx");
        await site.Is("mx", changed => changed.Status!.Listeners[0].Verified == 2, "two pods");
        Assert.Equal("mx", (string?)(await site.Api.Get(site.Core("services", "mx")))["spec"]!["selector"]!["app.kubernetes.io/instance"]);
    }

    [Fact]
    public async Task With_the_resource_everything_that_it_owned_goes()
    {
        await using var site = await Site.Running(cluster, "delete");
        await site.ApplySecretRef("mx");
        var resource = await site.IsReady("mx");
        Assert.NotEmpty(await site.Owned(resource.Metadata.Uid!));

        await site.Api.Delete(site.Server("mx"));

        var elapsed = await Eventually.Holds(
            async () => (await site.Owned(resource.Metadata.Uid!)).Count == 0
                && (await site.Kubernetes.ListAsync<V1Pod>(new() { Namespace = site.Namespace })).Items.Count == 0,
            "nothing is left",
            120);
        Site.Print($"collected after {elapsed.TotalSeconds:0.0} s; what its author made stays, and the queues");
        Assert.NotNull(await site.Api.TryGet(site.Core("secrets", "mx-tls")));
        Assert.Equal(
            ["queue-mx-0", "queue-mx-1"],
            (await site.Api.List(site.Core("persistentvolumeclaims"))).Select(claim => (string)claim["metadata"]!["name"]!));
        Assert.DoesNotContain("fail:", site.Operator.Log, StringComparison.Ordinal);
    }

    private static string StatefulSet(Site site) => $"/apis/apps/v1/namespaces/{site.Namespace}/statefulsets/mx";
}
