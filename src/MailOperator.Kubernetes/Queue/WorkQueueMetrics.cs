using MailOperator.Kubernetes.Metrics;

namespace MailOperator.Kubernetes.Queue;

/// <summary>The metrics of one work queue, under the names that controller-runtime gives them.</summary>
public sealed class WorkQueueMetrics
{
    private static readonly double[] Buckets = [.. Enumerable.Range(-8, 12).Select(power => Math.Pow(10, power))];

    /// <summary>Registers the series of a queue.</summary>
    /// <param name="metrics">Where to.</param>
    /// <param name="name">The name of the queue, which is that of its controller.</param>
    public WorkQueueMetrics(MetricsRegistry metrics, string name)
    {
        Registry = metrics;
        Depth = metrics.CreateGauge("workqueue_depth", "Keys that wait in the queue.", "name", "controller").WithLabels(name, name);
        Adds = metrics.CreateCounter("workqueue_adds_total", "Keys added to the queue.", "name", "controller").WithLabels(name, name);
        Retries = metrics.CreateCounter("workqueue_retries_total", "Keys added with backoff.", "name", "controller").WithLabels(name, name);
        QueueDuration = metrics
            .CreateHistogram(
                "workqueue_queue_duration_seconds", "How long a key waits in the queue before it is taken.", Buckets, "name", "controller")
            .WithLabels(name, name);
        WorkDuration = metrics
            .CreateHistogram(
                "workqueue_work_duration_seconds", "How long the processing of a key takes.", Buckets, "name", "controller")
            .WithLabels(name, name);
        UnfinishedWork = metrics
            .CreateGauge(
                "workqueue_unfinished_work_seconds", "Seconds of work in progress, summed over all keys.", "name", "controller")
            .WithLabels(name, name);
        LongestRunning = metrics
            .CreateGauge(
                "workqueue_longest_running_processor_seconds",
                "Seconds that the longest processing in progress has taken so far.",
                "name", "controller")
            .WithLabels(name, name);
    }

    internal MetricsRegistry Registry { get; }

    internal GaugeSeries Depth { get; }

    internal CounterSeries Adds { get; }

    internal CounterSeries Retries { get; }

    internal HistogramSeries QueueDuration { get; }

    internal HistogramSeries WorkDuration { get; }

    internal GaugeSeries UnfinishedWork { get; }

    internal GaugeSeries LongestRunning { get; }
}
