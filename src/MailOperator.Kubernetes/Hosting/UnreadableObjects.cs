using MailOperator.Kubernetes.Informers;
using MailOperator.Kubernetes.Metrics;

namespace MailOperator.Kubernetes.Hosting;

/// <summary>
/// Tells of objects that are there and cannot be read: how many by a metric, which by <c>/readyz</c>. The operator stays ready: whoever may
/// write one object is not to switch it off.
/// </summary>
public sealed class UnreadableObjects
{
    private const int Named = 10;

    private readonly Func<IReadOnlyList<IInformer>> _informers;
    private readonly Gauge _count;

    /// <summary>Registers the metric.</summary>
    /// <param name="informers">All informers.</param>
    /// <param name="metrics">Where it is collected.</param>
    public UnreadableObjects(Func<IReadOnlyList<IInformer>> informers, MetricsRegistry metrics)
    {
        _informers = informers;
        _count = metrics.CreateGauge(
            "informer_unreadable_objects", "Objects that are there, cannot be read and are left out; the log names each.", "resource");
        metrics.BeforeCollect(() =>
        {
            foreach (var informer in _informers().GroupBy(informer => informer.Resource))
                _count.WithLabels(informer.Key).Set(informer.Sum(each => each.Unreadable.Count));
        });
    }

    /// <summary>The first of them by name, and how many more there are; null for none.</summary>
    public string? Summary
    {
        get
        {
            string[] all =
            [
                .. _informers().SelectMany(informer => informer.Unreadable.Select(item => $"{informer.Resource} {item}"))
                    .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
            ];
            return all.Length == 0 ? null
                : string.Join(", ", all.Take(Named)) + (all.Length > Named ? $" and {all.Length - Named} more" : "");
        }
    }
}
