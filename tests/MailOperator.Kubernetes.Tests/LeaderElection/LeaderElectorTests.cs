using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using MailOperator.Kubernetes.Configuration;
using MailOperator.Kubernetes.LeaderElection;
using MailOperator.Kubernetes.Metrics;
using MailOperator.Kubernetes.Models;
using MailOperator.Kubernetes.Tests.Fakes;
using Microsoft.Extensions.Logging.Abstractions;

namespace MailOperator.Kubernetes.Tests.LeaderElection;

public sealed class LeaderElectorTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(500);

    [Fact]
    public async Task A_partitioned_leader_gives_up_before_another_takes_over()
    {
        var race = new Race();
        var (a, b) = (race.Join("a"), race.Join("b", skew: TimeSpan.FromHours(-3)));
        await race.Until(() => a.Elector.IsLeader);
        a.Client.Reachable = false;
        await race.Until(() => b.Elector.IsLeader);
        Assert.False(a.Elector.IsLeader);
        Assert.False(await a.Leading!);
        Assert.Equal(1, race.Lease!.LeaseTransitions);
        Assert.Contains("leader_election_master_status{name=\"operator\"} 0", a.Metrics.Render(), StringComparison.Ordinal);
        Assert.Contains("leader_election_master_status{name=\"operator\"} 1", b.Metrics.Render(), StringComparison.Ordinal);
        await race.End();
    }

    [Fact]
    public async Task Failures_shorter_than_the_renew_deadline_lose_nothing()
    {
        var race = new Race();
        var a = race.Join("a");
        await race.Until(() => a.Elector.IsLeader);
        a.Client.Reachable = false;
        await race.Run(TimeSpan.FromSeconds(7));
        a.Client.Reachable = true;
        await race.Run(TimeSpan.FromSeconds(60));
        Assert.True(a.Elector.IsLeader);
        await race.End();
    }

    public static TheoryData<Exception> Unusual =>
    [
        new KubernetesConfigurationException("users[0].user.exec.command: plugin failed with exit status 1"),
        new JsonException("'<' is an invalid start of a value."),
        new InvalidOperationException("A bug."),
    ];

    [Theory]
    [MemberData(nameof(Unusual))]
    public async Task Whatever_a_try_ends_in_it_counts_as_failed(Exception error)
    {
        var race = new Race();
        var a = race.Join("a");
        await race.Until(() => a.Elector.IsLeader);
        var b = race.Join("b");
        a.Client.Breaks = b.Client.Breaks = error;
        await race.Run(TimeSpan.FromSeconds(7));
        a.Client.Breaks = b.Client.Breaks = null;
        await race.Run(TimeSpan.FromSeconds(60));
        Assert.True(a.Elector.IsLeader);
        a.Client.Breaks = error;
        await race.Until(() => b.Elector.IsLeader);
        Assert.False(await a.Leading!);
        await race.End();
    }

    [Fact]
    public async Task A_release_that_fails_leaves_the_lease_to_its_end()
    {
        var race = new Race();
        var a = race.Join("a");
        await race.Until(() => a.Elector.IsLeader);
        await race.End();
        a.Client.Breaks = new JsonException("'<' is an invalid start of a value.");
        await a.Elector.ReleaseAsync(TestContext.Current.CancellationToken);
        Assert.False(a.Elector.IsLeader);
        Assert.Equal("a", race.Lease!.HolderIdentity);
    }

    [Fact]
    public async Task A_lease_that_is_released_is_taken_without_waiting_for_its_end()
    {
        var race = new Race();
        var a = race.Join("a");
        await race.Until(() => a.Elector.IsLeader);
        var b = race.Join("b");
        await race.Run(TimeSpan.FromSeconds(5));
        await a.Stop.CancelAsync();
        Assert.True(await a.Leading!);
        await a.Elector.ReleaseAsync(TestContext.Current.CancellationToken);
        Assert.False(a.Elector.IsLeader);
        await race.Run(TimeSpan.FromSeconds(5));
        Assert.True(b.Elector.IsLeader);
        await race.End();
    }

    [Fact]
    public async Task Who_lost_the_lease_does_not_release_that_of_another()
    {
        var race = new Race();
        var (a, b) = (race.Join("a"), race.Join("b"));
        await race.Until(() => a.Elector.IsLeader);
        a.Client.Reachable = false;
        await race.Until(() => b.Elector.IsLeader);
        a.Client.Reachable = true;
        await a.Elector.ReleaseAsync(TestContext.Current.CancellationToken);
        Assert.Equal("b", race.Lease!.HolderIdentity);
        await race.End();
    }

    [Fact]
    public void At_no_moment_do_two_lead() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(20),
        Prop.ForAll(Gen.Choose(0, 11).ArrayOf(12).ToArbitrary(), events =>
        {
            Storm(events).GetAwaiter().GetResult();
            return true;
        }));

    private static async Task Storm(int[] events)
    {
        var race = new Race();
        Candidate[] candidates = [race.Join("a"), race.Join("b", skew: TimeSpan.FromDays(1)), race.Join("c", skew: TimeSpan.FromDays(-1))];
        foreach (var happens in events)
        {
            candidates[happens % 3].Client.Reachable = happens / 3 % 2 == 0;
            await race.Run(TimeSpan.FromSeconds(1 + happens));
        }

        await race.End();
    }

    /// <summary>Candidates for one lease, on one manual clock; at each step at most one may lead.</summary>
    private sealed class Race
    {
        private readonly FakeCluster _cluster = new();
        private readonly ManualTimeProvider _time = new();
        private readonly List<Candidate> _candidates = [];

        public V1LeaseSpec? Lease => _cluster.Find<V1Lease>("mail", "operator")?.Spec;

        public Candidate Join(string name, TimeSpan skew = default)
        {
            var client = new FakeClient(_cluster);
            var metrics = new MetricsRegistry();
            var elector = new LeaderElector(client, new LeaderElectionSettings("mail", "operator", name), new SkewedTime(_time, skew), metrics, NullLogger<LeaderElector>.Instance);
            var candidate = new Candidate(elector, client, metrics, new CancellationTokenSource());
            candidate.Leading = Lead(candidate);
            _candidates.Add(candidate);
            return candidate;
        }

        public async Task Run(TimeSpan time)
        {
            for (var passed = TimeSpan.Zero; passed < time; passed += Step)
                await Tick();
        }

        public async Task Until(Func<bool> condition)
        {
            for (var ticks = 0; !condition(); ticks++)
            {
                Assert.True(ticks < 120, "It did not come true within a minute.");
                await Tick();
            }
        }

        public async Task End()
        {
            foreach (var candidate in _candidates)
                await candidate.Stop.CancelAsync();
            await Task.WhenAll(_candidates.Select(candidate => candidate.Leading!));
        }

        private async Task Tick()
        {
            _time.Advance(Step);
            // Every candidate that still runs waits for the clock again, or has seen what came of its try.
            await Eventually.Holds(() => _time.Waiting >= _candidates.Count(candidate => !candidate.Leading!.IsCompleted));
            Assert.True(_candidates.Count(candidate => candidate.Elector.IsLeader) <= 1, "Two lead.");
        }

        private static async Task<bool> Lead(Candidate candidate)
        {
            try
            {
                await candidate.Elector.AcquireAsync(candidate.Stop.Token);
                return await candidate.Elector.HoldAsync(candidate.Stop.Token);
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }
    }

    private sealed record Candidate(LeaderElector Elector, FakeClient Client, MetricsRegistry Metrics, CancellationTokenSource Stop)
    {
        public Task<bool>? Leading { get; set; }
    }

    /// <summary>The same seconds, told by a wall clock that is wrong.</summary>
    private sealed class SkewedTime(ManualTimeProvider time, TimeSpan skew) : TimeProvider
    {
        public override long TimestampFrequency => time.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + skew;

        public override long GetTimestamp() => time.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => time.CreateTimer(callback, state, dueTime, period);
    }
}
