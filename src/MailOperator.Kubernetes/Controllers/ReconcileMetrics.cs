using MailOperator.Kubernetes.Metrics;

namespace MailOperator.Kubernetes.Controllers;

/// <summary>The metrics of one controller, under the names that controller-runtime gives them.</summary>
/// <param name="metrics">Where they are registered.</param>
/// <param name="controller">The name of the controller.</param>
/// <param name="time">The clock.</param>
public sealed class ReconcileMetrics(MetricsRegistry metrics, string controller, TimeProvider time)
{
    private static readonly double[] Buckets =
    [
        0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8, 0.9,
        1, 1.25, 1.5, 1.75, 2, 2.5, 3, 3.5, 4, 4.5, 5, 6, 7, 8, 9, 10, 15, 20, 25, 30, 40, 50, 60,
    ];

    private readonly Counter _total = metrics.CreateCounter(
        "controller_runtime_reconcile_total", "Reconciles by result: success, error, requeue, requeue_after.", "controller", "result");

    private readonly CounterSeries _errors = metrics
        .CreateCounter("controller_runtime_reconcile_errors_total", "Reconciles that failed.", "controller")
        .WithLabels(controller);

    private readonly HistogramSeries _seconds = metrics
        .CreateHistogram("controller_runtime_reconcile_time_seconds", "How long a reconcile takes.", Buckets, "controller")
        .WithLabels(controller);

    private readonly GaugeSeries _workers = metrics
        .CreateGauge("controller_runtime_max_concurrent_reconciles", "How many workers there are.", "controller")
        .WithLabels(controller);

    private readonly GaugeSeries _active = metrics
        .CreateGauge("controller_runtime_active_workers", "How many workers reconcile now.", "controller")
        .WithLabels(controller);

    /// <summary>The name of the controller.</summary>
    public string Controller => controller;

    internal void SetWorkers(int workers) => _workers.Set(workers);

    internal long Started()
    {
        _active.Inc();
        return time.GetTimestamp();
    }

    /// <param name="started">When it began.</param>
    /// <param name="result">One of <see cref="ReconcileOutcome"/>; <c>null</c> when it was cancelled, which says nothing.</param>
    internal void Ended(long started, string? result)
    {
        _active.Dec();
        if (result is null)
            return;
        _seconds.Observe(time.GetElapsedTime(started).TotalSeconds);
        _total.WithLabels(controller, result).Inc();
        if (result == ReconcileOutcome.Error)
            _errors.Inc();
    }
}
