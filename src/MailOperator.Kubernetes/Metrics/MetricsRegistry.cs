using System.Collections.Concurrent;
using System.Text;

namespace MailOperator.Kubernetes.Metrics;

/// <summary>
/// The metrics of the process and their text exposition for Prometheus (<c>text/plain; version=0.0.4</c>).
/// Creating a metric a second time under the same name, with the same type and labels, gives the first one. Thread-safe.
/// </summary>
public sealed class MetricsRegistry
{
    /// <summary>The content type of <see cref="Render"/>.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly ConcurrentDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Action> _refreshes = new();

    /// <summary>A value that only grows; by convention its name ends in <c>_total</c>.</summary>
    public Counter CreateCounter(string name, string help, params string[] labelNames) =>
        Register(new Counter(name, help, labelNames));

    /// <summary>A value that goes up and down.</summary>
    public Gauge CreateGauge(string name, string help, params string[] labelNames) =>
        Register(new Gauge(name, help, labelNames));

    /// <summary>Observations counted in buckets.</summary>
    /// <param name="name">The name; by convention it ends in the unit, such as <c>_seconds</c>.</param>
    /// <param name="help">One sentence.</param>
    /// <param name="buckets">Inclusive upper bounds, ascending; <c>+Inf</c> is added.</param>
    /// <param name="labelNames">The names of the labels.</param>
    public Histogram CreateHistogram(string name, string help, IReadOnlyList<double> buckets, params string[] labelNames) =>
        Register(new Histogram(name, help, buckets, labelNames));

    /// <summary>Runs before each collection, to set gauges that change with time alone.</summary>
    public void BeforeCollect(Action refresh) => _refreshes.Enqueue(refresh);

    /// <summary>All metrics as text, sorted by name and labels.</summary>
    public string Render()
    {
        foreach (var refresh in _refreshes)
            refresh();
        var text = new StringBuilder();
        foreach (var family in _families.Values.OrderBy(family => family.Name, StringComparer.Ordinal))
            family.Write(text);
        return text.ToString();
    }

    private T Register<T>(T family)
        where T : MetricFamily
    {
        var existing = _families.GetOrAdd(family.Name, family);
        return existing is T same && same.LabelNames.SequenceEqual(family.LabelNames, StringComparer.Ordinal)
            ? same
            : throw new InvalidOperationException(
                $"The metric {family.Name} exists already as a {existing.Type} "
                + $"with the labels [{string.Join(", ", existing.LabelNames)}].");
    }
}
