using MailOperator.Api;
using MailOperator.Api.Status;
using MailOperator.Integration.Cluster;
using MailOperator.Integration.Resources;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Integration;

/// <summary>A resource that is deleted and made again, as <c>kubectl replace --force</c> and Argo CD's Replace do, begins anew when the former one's objects are gone.</summary>
public sealed class RecreateTests(ControlPlane cluster)
{
    private const string Waiting = "WaitingForDeletion";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task A_server_that_is_made_again_at_once_comes_to_serve_and_never_takes_its_name_for_taken()
    {
        await using var site = await Site.Running(cluster, "again");
        await site.Apply(Sample.SelfSigned("mx"));
        var former = await site.IsReady("mx");

        await site.Api.Delete(site.Server("mx"));
        await site.Apply(Sample.SelfSigned("mx"));

        var told = new List<string>();
        var now = await site.Is("mx", resource => resource.Metadata.Uid != former.Metadata.Uid && IsReadyAfter(resource, told), "Ready again", 120);
        Site.Print(string.Join("\n", told.Distinct()));
        Assert.DoesNotContain(told, state => state.Contains("NameTaken", StringComparison.Ordinal) || state.Contains("Stalled=True", StringComparison.Ordinal));
        Assert.Empty(await site.Owned(former.Metadata.Uid!));
        var owned = await site.Owned(now.Metadata.Uid!);
        var pods = (await site.Kubernetes.ListAsync<V1Pod>(new() { Namespace = site.Namespace, LabelSelector = "app.kubernetes.io/component=smtp" }, TestContext.Current.CancellationToken)).Items;
        Assert.Equal(2, pods.Count);
        Assert.All(pods, pod => Assert.Equal((string?)owned["StatefulSet/mx"]["metadata"]!["uid"], pod.Metadata.OwnerReferences!.Single().Uid));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_the_former_resource_left_is_waited_for_and_not_touched(bool watched)
    {
        await using var site = await Site.Running(cluster, "left");
        var service = site.Core("services", "mx");
        await site.Apply(Sample.SelfSigned("mx", replicas: 1));
        var former = await site.IsReady("mx");
        await site.Api.Merge(service, """{"metadata":{"finalizers":["example.com/hold"]}}""");
        await site.Api.Delete(site.Server("mx"));
        await Eventually.Holds(async () => (await site.Owned(former.Metadata.Uid!)).Count == 1, "only the Service is left", 120);
        // Until it has seen the deletion it may put right what is edited here.
        await Eventually.Holds(
            async () => !(await site.Operator.Metrics()).Contains($"mailoperator_ready{{namespace=\"{site.Namespace}\"", StringComparison.Ordinal), "the deletion was seen");
        // Without this label the operator's watch does not show it.
        if (!watched)
            await site.Api.Merge(service, """{"metadata":{"labels":{"app.kubernetes.io/managed-by":null}}}""");
        var left = (await site.Api.Get(service)).ToJsonString();
        var mark = cluster.Audit.Mark();

        await site.Apply(Sample.SelfSigned("mx", replicas: 1));
        var resource = await site.Is("mx", changed => Site.Says(changed, "Reconciling", ConditionStatus.True, Waiting), Waiting);

        Site.Print(Condition(resource, "Ready").Message);
        Assert.Contains("Service mx", Condition(resource, "Ready").Message, StringComparison.Ordinal);
        Assert.Contains(former.Metadata.Uid!, Condition(resource, "Ready").Message, StringComparison.Ordinal);
        Assert.Equal((ConditionStatus.False, Waiting), (Condition(resource, "Ready").Status, Condition(resource, "Ready").Reason));
        Assert.Equal(ConditionStatus.False, Condition(resource, "Stalled").Status);
        Assert.Equal(left, (await site.Api.Get(service)).ToJsonString());

        await site.Api.Merge(service, """{"metadata":{"finalizers":null}}""");
        await site.IsReady("mx", seconds: 120);
        var log = cluster.Audit.Since(mark).Where(entry => entry.Path.Split('?')[0] == service && entry.Status < 300).ToArray();
        var gone = log.First(entry => entry.User != site.Installation.User && entry.Verb == "patch");
        var elapsed = log.First(entry => entry.User == site.Installation.User && entry.IsWrite).Ended - gone.Ended;
        Site.Print($"went on {elapsed.TotalMilliseconds:0} ms after the Service was gone");
        if (watched)
            Assert.True(elapsed < Limit, $"went on after {elapsed.TotalMilliseconds:0} ms");
    }

    [Fact]
    public async Task Objects_that_were_let_stay_are_taken_on()
    {
        await using var site = await Site.Running(cluster, "orphan");
        await site.ApplySecretRef("mx", replicas: 1);
        var former = await site.IsReady("mx");
        var workload = $"/apis/apps/v1/namespaces/{site.Namespace}/statefulsets/mx";
        var before = await site.Api.Get(workload);

        await site.Api.Orphan(site.Server("mx"));
        await Eventually.Holds(async () => await site.Api.TryGet(site.Server("mx")) is null, "the former resource is gone", 60);
        await site.Apply(Sample.SecretRef("mx", replicas: 1));

        var told = new List<string>();
        var now = await site.Is("mx", resource => resource.Metadata.Uid != former.Metadata.Uid && IsReadyAfter(resource, told), "Ready again", 120);
        Site.Print(string.Join("\n", told.Distinct()));
        Assert.DoesNotContain(told, state => state.Contains("Stalled=True", StringComparison.Ordinal));
        var after = await site.Api.Get(workload);
        Assert.Equal((string?)before["metadata"]!["uid"], (string?)after["metadata"]!["uid"]);
        Assert.Equal(now.Metadata.Uid, (string?)after["metadata"]!["ownerReferences"]!.AsArray().Single()!["uid"]);
    }

    private static bool IsReadyAfter(MailServerTls resource, List<string> told)
    {
        foreach (var condition in resource.Status?.Conditions ?? [])
            told.Add($"{condition.Type}={condition.Status} {condition.Reason}: {condition.Message}");
        return Site.Says(resource, "Ready", ConditionStatus.True);
    }

    private static Condition Condition(MailServerTls resource, string type) => resource.Status!.Conditions.Single(condition => condition.Type == type);
}
