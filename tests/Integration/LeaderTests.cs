using System.Diagnostics;
using MailOperator.Integration.Cluster;
using MailOperator.Integration.Resources;

namespace MailOperator.Integration;

/// <summary>Of several replicas one works; when it dies another takes over within the lease's time, when it is stopped at once.</summary>
public sealed class LeaderTests(ControlPlane cluster)
{
    // client-go's; a candidate tries every 2 to 4.4 s, so that it may be late by that in seeing the last renewal, and once more in acting.
    private const double LeaseSeconds = 15;
    private const double TrySeconds = 4.4;
    private const double Slack = 2;

    [Fact]
    public async Task One_replica_works_and_another_takes_over()
    {
        await using var site = await Site.New(cluster, "leader");
        var first = site.Start();
        await first.Works();
        var second = site.Start();
        await Eventually.Holds(second.IsHealthy, "the second replica has its caches");
        await site.Apply(Sample.SelfSigned("mx", replicas: 1));
        await site.IsReady("mx");
        Assert.Equal((true, false), (await Leads(first), await Leads(second)));
        Assert.DoesNotContain("Every cache has synced", second.Log, StringComparison.Ordinal);

        var watch = Stopwatch.StartNew();
        await first.Kill();
        await site.Api.Merge(site.Server("mx"), """{"spec":{"workload":{"replicas":2}}}""");
        await second.Works();
        var afterKill = watch.Elapsed;
        await site.Is("mx", changed => changed.Status!.Listeners[0].Verified == 2, "two pods");

        var third = site.Start();
        await Eventually.Holds(third.IsHealthy, "the third replica has its caches");
        watch.Restart();
        Assert.Equal(0, await second.Stop());
        var stop = watch.Elapsed;
        await third.Works();
        var afterStop = watch.Elapsed - stop;
        await site.Api.Merge(site.Server("mx"), """{"spec":{"workload":{"replicas":1}}}""");
        await site.Is("mx", changed => changed.Status is { Replicas: 1, Listeners: [{ Verified: 1 }] }, "one pod");

        Site.Print($"after SIGKILL {afterKill.TotalSeconds:0.0} s, {afterStop.TotalSeconds:0.0} s after the end of a stop that took {stop.TotalSeconds:0.0} s");
        Assert.InRange(afterKill.TotalSeconds, 0, LeaseSeconds + (2 * TrySeconds) + Slack);
        Assert.InRange(afterStop.TotalSeconds, 0, TrySeconds + Slack);
    }

    private static async Task<bool?> Leads(RunningOperator process)
    {
        try
        {
            return (await process.Metrics()).Split('\n').FirstOrDefault(line => line.StartsWith("leader_election_master_status{", StringComparison.Ordinal))?.EndsWith(" 1", StringComparison.Ordinal);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
