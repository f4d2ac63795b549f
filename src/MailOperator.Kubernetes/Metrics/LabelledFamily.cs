using System.Collections.Concurrent;
using System.Text;

namespace MailOperator.Kubernetes.Metrics;

/// <summary>A family whose series are made on first use of their label values.</summary>
public abstract class LabelledFamily<TSeries> : MetricFamily
    where TSeries : class
{
    // U+FFFF is no character, so no label value holds it and no two lists of values have one key.
    private const char Separator = '\uffff';

    private readonly ConcurrentDictionary<string, (string[] Labels, TSeries Series)> _series = new(StringComparer.Ordinal);

    private protected LabelledFamily(string name, string help, string type, IReadOnlyList<string> labelNames)
        : base(name, help, type, labelNames)
    {
        // A metric without labels is 0 from the start; one with labels is not there until something happened.
        if (LabelNames.Count == 0)
            _ = WithLabels();
    }

    /// <summary>The series with these values, in the order of <see cref="MetricFamily.LabelNames"/>.</summary>
    /// <exception cref="ArgumentException">There are more or fewer values than labels.</exception>
    public TSeries WithLabels(params string[] values)
    {
        if (values.Length != LabelNames.Count)
        {
            throw new ArgumentException(
                $"{Name} has the labels [{string.Join(", ", LabelNames)}], but {values.Length} values were given.", nameof(values));
        }
        return _series.GetOrAdd(
            string.Join(Separator, values),
            static (_, state) => ([.. state.values], state.family.Create()),
            (values, family: this)).Series;
    }

    /// <summary>Forgets a series, for instance of an object that is gone.</summary>
    public void Remove(params string[] values) => _series.TryRemove(string.Join(Separator, values), out _);

    internal override void Write(StringBuilder text)
    {
        WriteHead(text);
        foreach (var (_, (labels, series)) in _series.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            WriteSeries(text, labels, series);
    }

    private protected abstract TSeries Create();

    private protected abstract void WriteSeries(StringBuilder text, IReadOnlyList<string> labels, TSeries series);
}
