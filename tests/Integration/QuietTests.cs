using MailOperator.Integration.Cluster;
using MailOperator.Integration.Resources;

namespace MailOperator.Integration;

/// <summary>What the operator costs the API server, counted from the audit log. Requests for the lease of leader election are told apart: they are the same with no resource at all.</summary>
public sealed class QuietTests(ControlPlane cluster)
{
    private const int Resources = 10;

    [Fact]
    public async Task With_nothing_changed_nothing_is_written_for_a_minute()
    {
        await using var site = await Site.Running(cluster, "quiet", "--probe-interval=5s");
        foreach (var number in Enumerable.Range(0, Resources / 2))
        {
            await site.Apply(Sample.SelfSigned($"self{number}", replicas: 1));
            await site.ApplySecretRef($"given{number}", replicas: 1);
        }

        foreach (var number in Enumerable.Range(0, Resources / 2))
        {
            await site.IsReady($"self{number}", seconds: 180);
            await site.IsReady($"given{number}", seconds: 180);
        }

        await IsIdle(site);
        var reconciles = await site.Operator.Reconciles();
        var mark = cluster.Audit.Mark();
        // Each resource is reconciled meanwhile, because something of it has changed that is nobody's business.
        foreach (var number in Enumerable.Range(0, Resources / 2))
        {
            await site.Api.Merge(site.Core("services", $"self{number}"), """{"metadata":{"annotations":{"example.com/note":"mine"}}}""");
            await site.Api.Merge(site.Core("services", $"given{number}"), """{"metadata":{"labels":{"example.com/team":"mail"}}}""");
        }

        // The measurement itself.
        await Task.Delay(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

        var requests = cluster.Audit.Since(mark, site.Installation.User);
        var writes = requests.Where(request => request.IsWrite && request.Resource != "leases").ToArray();
        var again = await site.Operator.Reconciles() - reconciles;
        Site.Print($"{Resources} resources, 60 s: {writes.Length} writes, {requests.Count(request => request.Resource == "leases" && request.IsWrite)} renewals of the lease (not counted), {again} reconciles");
        Assert.Empty(writes.Select(write => write.ToString()));
        Assert.True(again >= Resources, $"only {again} reconciles");
    }

    [Fact]
    public async Task From_apply_to_ready_there_are_at_most_two_requests_for_each_object()
    {
        await using var site = await Site.Running(cluster, "requests");
        await IsIdle(site);
        var mark = cluster.Audit.Mark();
        await site.ApplySecretRef("mx");
        var resource = await site.IsReady("mx");
        var ready = resource.Status!.Conditions.Single(condition => condition.Type == "Ready");
        await IsIdle(site);

        // What the operator has made, with the gate's Job, which is gone; the resource, whose status it writes; and the two Secrets that it
        // refers to, which are read.
        var objects = (await site.Owned(resource.Metadata.Uid!)).Count + 1 + 1 + 2;
        var requests = cluster.Audit.Since(mark, site.Installation.User)
            .Where(request => request.Resource != "leases" && request.Verb is not ("watch" or "list")).ToArray();
        foreach (var request in requests)
            Site.Print($"{request.Received:HH:mm:ss.fff} {request}");
        Site.Print($"{requests.Length} requests, {requests.Count(request => request.Resource == "mailservertls/status")} of them the status, for {objects} objects that are written or read, limit {2 * objects} (leases, lists and watches not counted); Ready since {ready.LastTransitionTime:HH:mm:ss}");
        Assert.InRange(requests.Length, objects, 2 * objects);
    }

    // Events are sent after the fact, and the gate's Job is taken away.
    private static async Task IsIdle(Site site)
    {
        var mark = site.Cluster.Audit.Mark();
        await Eventually.Holds(
            async () =>
            {
                var before = mark;
                mark = site.Cluster.Audit.Mark();
                await Task.Delay(2000, TestContext.Current.CancellationToken);
                return !site.Cluster.Audit.Since(before, site.Installation.User).Any(request => request.IsWrite && request.Resource != "leases");
            },
            "the operator has nothing left to write");
    }
}
