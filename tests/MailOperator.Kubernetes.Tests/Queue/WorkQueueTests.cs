using MailOperator.Kubernetes.Metrics;
using MailOperator.Kubernetes.Queue;
using MailOperator.Kubernetes.Tests.Fakes;

namespace MailOperator.Kubernetes.Tests.Queue;

public sealed class WorkQueueTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task A_key_that_is_added_twice_is_given_out_once()
    {
        using var queue = new WorkQueue<string>(_time);
        queue.Add("a");
        queue.Add("b");
        queue.Add("a");
        Assert.Equal("a", (await queue.TakeAsync(Token)).Key);
        Assert.Equal("b", (await queue.TakeAsync(Token)).Key);
        Assert.Equal(0, queue.Count);
    }

    [Fact]
    public async Task A_key_that_is_added_while_it_is_worked_on_comes_again_after_it_is_done()
    {
        using var queue = new WorkQueue<string>(_time);
        queue.Add("a");
        await queue.TakeAsync(Token);
        queue.Add("a");
        Assert.Equal(0, queue.Count);
        queue.Done("a");
        Assert.Equal("a", (await queue.TakeAsync(Token)).Key);
    }

    [Fact]
    public void Of_two_delays_the_earlier_wins()
    {
        using var queue = new WorkQueue<string>(_time);
        queue.AddAfter("a", TimeSpan.FromMinutes(10));
        queue.AddAfter("a", TimeSpan.FromMinutes(1));
        queue.AddAfter("a", TimeSpan.FromMinutes(5));
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(0, queue.Count);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, queue.Count);
    }

    [Fact]
    public async Task A_delay_that_was_overtaken_does_not_come_a_second_time()
    {
        using var queue = new WorkQueue<string>(_time);
        queue.AddAfter("a", TimeSpan.FromMinutes(10));
        queue.AddAfter("a", TimeSpan.FromMinutes(1));
        _time.Advance(TimeSpan.FromMinutes(1));
        queue.Done((await queue.TakeAsync(Token)).Key);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, queue.Count);
    }

    [Fact]
    public void A_delay_of_months_is_kept()
    {
        using var queue = new WorkQueue<string>(_time);
        queue.AddAfter("a", TimeSpan.FromDays(60));
        _time.Advance(TimeSpan.FromDays(60) - TimeSpan.FromSeconds(1));
        Assert.Equal(0, queue.Count);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, queue.Count);
    }

    [Fact]
    public void Backoff_doubles_up_to_its_maximum_without_end_and_starts_anew_when_forgotten()
    {
        var backoff = new ExponentialBackoff(TimeSpan.FromMilliseconds(5), TimeSpan.FromMinutes(5)) { Chance = () => 1 };
        using var queue = new WorkQueue<string>(_time, backoff);
        var delays = Enumerable.Range(0, 2000).Select(_ => queue.AddRateLimited("a").TotalMilliseconds).ToList();
        Assert.Equal([5, 10, 20, 40], delays.Take(4));
        Assert.All(delays.Skip(16), delay => Assert.Equal(300_000, delay));
        Assert.Equal(2000, queue.Retries("a"));
        queue.Forget("a");
        Assert.Equal(5, queue.AddRateLimited("a").TotalMilliseconds);
    }

    [Fact]
    public async Task Shutting_down_gives_out_what_is_ready_and_completes_when_all_is_done()
    {
        using var queue = new WorkQueue<string>(_time);
        queue.Add("a");
        queue.Add("b");
        await queue.TakeAsync(Token);
        var drained = queue.ShutDown();
        queue.Add("c");
        Assert.Equal("b", (await queue.TakeAsync(Token)).Key);
        var next = queue.TakeAsync(Token).AsTask();
        queue.Done("b");
        Assert.False(drained.IsCompleted);
        Assert.False(next.IsCompleted);
        queue.Done("a");
        Assert.False((await next).HasKey);
        await drained;
    }

    [Fact]
    public async Task A_wait_that_is_cancelled_takes_no_key()
    {
        using var queue = new WorkQueue<string>(_time);
        using var impatient = new CancellationTokenSource();
        var wait = queue.TakeAsync(impatient.Token).AsTask();
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        queue.Add("a");
        Assert.Equal("a", (await queue.TakeAsync(Token)).Key);
    }

    [Fact]
    public async Task What_waits_and_what_is_worked_on_is_measured()
    {
        var metrics = new MetricsRegistry();
        using var queue = new WorkQueue<string>(_time, metrics: new WorkQueueMetrics(metrics, "mst"));
        queue.Add("a");
        queue.Add("b");
        _time.Advance(TimeSpan.FromSeconds(2));
        await queue.TakeAsync(Token);
        _time.Advance(TimeSpan.FromSeconds(3));
        var text = metrics.Render();
        Assert.Contains("workqueue_depth{name=\"mst\",controller=\"mst\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("workqueue_adds_total{name=\"mst\",controller=\"mst\"} 2\n", text, StringComparison.Ordinal);
        Assert.Contains("workqueue_queue_duration_seconds_sum{name=\"mst\",controller=\"mst\"} 2\n", text, StringComparison.Ordinal);
        Assert.Contains("workqueue_longest_running_processor_seconds{name=\"mst\",controller=\"mst\"} 3\n", text, StringComparison.Ordinal);
        queue.Done("a");
        Assert.Contains("workqueue_work_duration_seconds_sum{name=\"mst\",controller=\"mst\"} 3\n", metrics.Render(), StringComparison.Ordinal);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
