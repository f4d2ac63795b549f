using FsCheck;
using FsCheck.Fluent;
using MailOperator.Kubernetes.Queue;
using MailOperator.Kubernetes.Tests.Fakes;

namespace MailOperator.Kubernetes.Tests.Queue;

/// <summary>Tenants share the workers. Keys are <c>tenant/name</c>.</summary>
public sealed class QueueFairnessTests
{
    private static readonly QueueFairness<string> Fairness = new(TenantOf, 2);

    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task A_tenant_with_many_keys_does_not_keep_another_waiting()
    {
        using var queue = new WorkQueue<string>(_time, fairness: Fairness);
        foreach (var number in Enumerable.Range(0, 100))
            queue.Add($"many/{number}");
        queue.Add("few/0");

        Assert.Equal("many/0", (await queue.TakeAsync(Token)).Key);
        Assert.Equal("few/0", (await queue.TakeAsync(Token)).Key);
        Assert.Equal("many/1", (await queue.TakeAsync(Token)).Key);
    }

    [Fact]
    public async Task A_tenant_whose_work_never_ends_leaves_workers_to_others()
    {
        using var queue = new WorkQueue<string>(_time, fairness: Fairness);
        foreach (var number in Enumerable.Range(0, 100))
            queue.Add($"slow/{number}");
        await queue.TakeAsync(Token);
        await queue.TakeAsync(Token);

        var third = queue.TakeAsync(Token).AsTask();
        Assert.False(third.IsCompleted);
        queue.Add("victim/0");
        Assert.Equal("victim/0", (await third).Key);

        var fourth = queue.TakeAsync(Token).AsTask();
        Assert.False(fourth.IsCompleted);
        queue.Done("slow/0");
        Assert.Equal("slow/2", (await fourth).Key);
        Assert.Equal(97, queue.Count);
    }

    [Fact]
    public async Task A_key_that_changes_all_the_time_is_processed_a_few_times_a_second_and_its_last_change_is_not_lost()
    {
        using var queue = new WorkQueue<string>(_time, fairness: Fairness with { Burst = 3, PerSecond = 2 });
        var runs = 0;
        for (var edit = 0; edit < 500; edit++)
        {
            queue.Add("a/busy");
            if (queue.Count > 0)
            {
                await queue.TakeAsync(Token);
                queue.Add("a/busy");
                queue.Done("a/busy");
                runs++;
            }

            _time.Advance(TimeSpan.FromMilliseconds(20));
        }

        Assert.InRange(runs, 20, 24);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, queue.Count);
    }

    [Fact]
    public async Task What_came_back_by_itself_again_and_again_is_not_held_against_a_change()
    {
        using var queue = new WorkQueue<string>(_time, fairness: Fairness with { Burst = 3, PerSecond = 2 });
        for (var run = 0; run < 50; run++)
        {
            queue.AddAfter("a/retried", TimeSpan.FromMilliseconds(1));
            _time.Advance(TimeSpan.FromMilliseconds(1));
            await queue.TakeAsync(Token);
            queue.Done("a/retried");
        }

        queue.Add("a/retried");
        _time.Advance(TimeSpan.FromMilliseconds(500));

        Assert.Equal(1, queue.Count);
    }

    [Fact]
    public async Task What_waits_for_its_share_is_given_out_after_a_shutdown_too()
    {
        var queue = new WorkQueue<string>(_time, fairness: Fairness);
        foreach (var number in Enumerable.Range(0, 5))
            queue.Add($"a/{number}");
        var drained = queue.ShutDown();
        var given = new List<string>();
        var takers = Enumerable.Range(0, 4).Select(_ => Task.Run(
            async () =>
            {
                while (await queue.TakeAsync() is { HasKey: true, Key: var key })
                {
                    lock (given)
                        given.Add(key);
                    queue.Done(key);
                }
            },
            Token)).ToArray();

        await drained;
        await Task.WhenAll(takers);

        Assert.Equal(["a/0", "a/1", "a/2", "a/3", "a/4"], given.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_tenant_has_more_than_its_share_no_worker_idles_for_nothing_and_each_tenant_has_its_turn() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(200),
        Prop.ForAll(Gen.Choose(0, 29).ListOf().Select(steps => steps.ToArray()).ToArbitrary(), Holds));

    // Steps 0 to 11 add one of three keys of one of four tenants, 12 to 20 take, the others end the oldest work or that of a tenant.
    private static bool Holds(int[] steps)
    {
        using var queue = new WorkQueue<string>(new ManualTimeProvider(), fairness: Fairness with { Burst = int.MaxValue });
        var (waiting, again, inWork) = (new HashSet<string>(), new HashSet<string>(), new List<string>());
        var passedOver = new Dictionary<string, int>();
        foreach (var step in steps)
        {
            if (step < 12)
            {
                var key = $"{step % 4}/{step / 4}";
                queue.Add(key);
                (inWork.Contains(key) ? again : waiting).Add(key);
            }
            else if (step < 21)
            {
                using var nobody = new CancellationTokenSource();
                var take = queue.TakeAsync(nobody.Token).AsTask();
                var eligible = waiting.Select(TenantOf).Distinct().Where(tenant => inWork.Count(key => TenantOf(key) == tenant) < 2).ToArray();
                if (eligible.Length == 0)
                {
                    Assert.False(take.IsCompleted);
                    nobody.Cancel();
                    continue;
                }

                Assert.True(take.IsCompletedSuccessfully);
                var taken = take.GetAwaiter().GetResult().Key;
                Assert.Contains(TenantOf(taken), eligible);
                Assert.True(waiting.Remove(taken));
                inWork.Add(taken);
                foreach (var other in eligible)
                    Assert.InRange(passedOver[other] = other == TenantOf(taken) ? 0 : passedOver.GetValueOrDefault(other) + 1, 0, 3);
            }
            else if (inWork.Count > 0)
            {
                var done = inWork[step % inWork.Count];
                inWork.Remove(done);
                queue.Done(done);
                if (again.Remove(done))
                    waiting.Add(done);
            }

            Assert.Equal(waiting.Count, queue.Count);
        }

        return true;
    }

    private static string TenantOf(string key) => key[..key.IndexOf('/', StringComparison.Ordinal)];

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
