using System.Collections.Concurrent;
using System.Net;
using MailOperator.Kubernetes.Client;
using MailOperator.Kubernetes.Controllers;
using MailOperator.Kubernetes.Informers;
using MailOperator.Kubernetes.Metrics;
using MailOperator.Kubernetes.Models;
using MailOperator.Kubernetes.Queue;
using MailOperator.Kubernetes.Tests.Fakes;
using Microsoft.Extensions.Logging;

namespace MailOperator.Kubernetes.Tests.Controllers;

/// <summary>What each outcome of a reconcile means.</summary>
public sealed class ControllerTests : IAsyncDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly MetricsRegistry _metrics = new();
    private readonly CollectingLogger _log = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Scripted _script = new();
    private readonly Store<Owner> _store = new(new Dictionary<string, Func<Owner, IEnumerable<string>>>());
    private readonly WorkQueue<NamespacedName> _queue;
    private readonly Task _running;

    public ControllerTests()
    {
        _queue = new WorkQueue<NamespacedName>(_time, new ExponentialBackoff(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5)) { Chance = () => 1 });
        _running = new Controller<Owner>(_script, _store, _queue, new ReconcileMetrics(_metrics, "owner", _time), _log.For<Controller<Owner>>()).RunAsync(2, _stop.Token);
        _store.Set(Owner.Named("a"));
    }

    [Fact]
    public async Task Success_is_done()
    {
        await Reconcile(() => ReconciliationResult.Success());
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, _queue.Count);
        await Counted("success", 1);
    }

    [Fact]
    public async Task Success_may_ask_to_come_back()
    {
        await Reconcile(() => ReconciliationResult.Success(TimeSpan.FromMinutes(10)));
        await Counted("requeue_after", 1);
        _time.Advance(TimeSpan.FromMinutes(9));
        Assert.Single(_script.Calls);
        _time.Advance(TimeSpan.FromMinutes(1));
        await Eventually.Holds(() => _script.Calls.Count == 2);
    }

    [Fact]
    public async Task An_exception_is_retried_later_and_later_without_end()
    {
        _script.Outcome = () => throw new InvalidOperationException("a bug");
        _queue.Add(new("mail", "a"));
        for (var failures = 1; failures <= 30; failures++)
        {
            await Counted("error", failures);
            _time.Advance(TimeSpan.FromSeconds(Math.Min(Math.Pow(2, failures - 1), 300)));
        }

        Assert.Contains("controller_runtime_reconcile_errors_total{controller=\"owner\"} 3", _metrics.Render(), StringComparison.Ordinal);
        Assert.Contains("a bug", string.Join('\n', _log.Exceptions.Select(error => error.Message)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_conflict_is_retried_and_is_no_error()
    {
        await Reconcile(() => throw new KubernetesException(HttpStatusCode.Conflict, "Conflict", "the object has been modified"));
        await Counted("requeue", 1);
        _time.Advance(TimeSpan.FromSeconds(1));
        await Eventually.Holds(() => _script.Calls.Count == 2);
        Assert.Empty(_log.At(LogLevel.Error));
        Assert.Empty(_log.At(LogLevel.Warning));
    }

    [Fact]
    public async Task A_failure_may_say_when_to_come_back()
    {
        await Reconcile(() => ReconciliationResult.Failure("The issuer is not ready.", requeueAfter: TimeSpan.FromSeconds(30)));
        await Counted("error", 1);
        Assert.Contains("The issuer is not ready.", Assert.Single(_log.At(LogLevel.Warning)), StringComparison.Ordinal);
        _time.Advance(TimeSpan.FromSeconds(30));
        await Eventually.Holds(() => _script.Calls.Count == 2);
    }

    [Fact]
    public async Task What_is_no_longer_there_was_deleted()
    {
        _store.Remove(new("mail", "a"));
        await Reconcile(() => ReconciliationResult.Success());
        Assert.Equal(["deleted mail/a"], _script.Calls);
    }

    [Fact]
    public async Task What_cannot_be_read_was_not_deleted()
    {
        _store.LeaveOut(new("mail", "a"), new(new() { Name = "a", NamespaceProperty = "mail" }, "odd"));
        await Reconcile(() => ReconciliationResult.Success());
        Assert.Equal(["unreadable mail/a"], _script.Calls);
    }

    [Fact]
    public async Task Stopping_cancels_the_call_under_way_and_waits_for_it()
    {
        _script.Hold = true;
        await Reconcile(() => ReconciliationResult.Success());
        await _stop.CancelAsync();
        await _running;
        Assert.Equal(["reconcile mail/a", "cancelled mail/a"], _script.Calls);
        Assert.Empty(_log.At(LogLevel.Error));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _queue.Dispose();
        _stop.Dispose();
    }

    private async Task Reconcile(Func<ReconciliationResult> outcome)
    {
        _script.Outcome = outcome;
        _queue.Add(new("mail", "a"));
        await Eventually.Holds(() => !_script.Calls.IsEmpty);
    }

    private Task Counted(string result, int times) => Eventually.Holds(
        () => _metrics.Render().Contains($"controller_runtime_reconcile_total{{controller=\"owner\",result=\"{result}\"}} {times}\n", StringComparison.Ordinal),
        _metrics.Render);

    private sealed class Scripted : IEntityController<Owner>
    {
        public ConcurrentQueue<string> Calls { get; } = new();

        public Func<ReconciliationResult> Outcome { get; set; } = () => ReconciliationResult.Success();

        public bool Hold { get; set; }

        public Task<ReconciliationResult> UnreadableAsync(UnreadableObject entity, CancellationToken cancellationToken)
        {
            Calls.Enqueue($"unreadable {entity}");
            return Task.FromResult(ReconciliationResult.Success());
        }

        public async Task<ReconciliationResult> ReconcileAsync(Owner entity, CancellationToken cancellationToken)
        {
            Calls.Enqueue($"reconcile {NamespacedName.Of(entity)}");
            if (Hold)
                await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellationToken.IsCancellationRequested)
                Calls.Enqueue($"cancelled {NamespacedName.Of(entity)}");
            return Outcome();
        }

        public Task DeletedAsync(string @namespace, string name, CancellationToken cancellationToken)
        {
            Calls.Enqueue($"deleted {@namespace}/{name}");
            return Task.CompletedTask;
        }
    }
}
