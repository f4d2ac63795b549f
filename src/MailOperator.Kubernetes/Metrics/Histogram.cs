using System.Text;

namespace MailOperator.Kubernetes.Metrics;

/// <summary>Observations, counted in buckets.</summary>
public sealed class Histogram : LabelledFamily<HistogramSeries>
{
    private readonly double[] _bounds;

    internal Histogram(string name, string help, IReadOnlyList<double> buckets, IReadOnlyList<string> labelNames)
        : base(name, help, "histogram", labelNames)
    {
        for (var i = 1; i < buckets.Count; i++)
        {
            if (!(buckets[i] > buckets[i - 1]))
                throw new ArgumentException($"The buckets of {name} do not ascend.", nameof(buckets));
        }

        _bounds = [.. buckets];
    }

    /// <summary>Observes on the one series of a histogram without labels.</summary>
    public void Observe(double value) => WithLabels().Observe(value);

    // A series of a family without labels is made by the base constructor, before the bounds are there; hence the function.
    private protected override HistogramSeries Create() => new(() => _bounds);

    private protected override void WriteSeries(StringBuilder text, IReadOnlyList<string> labels, HistogramSeries series)
    {
        var (counts, sum) = series.Read();
        long cumulative = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            cumulative += counts[i];
            WriteSample(text, "_bucket", labels, cumulative, i < _bounds.Length ? Number(_bounds[i]) : "+Inf");
        }

        WriteSample(text, "_sum", labels, sum);
        WriteSample(text, "_count", labels, cumulative);
    }
}

/// <summary>One series of a <see cref="Histogram"/>.</summary>
public sealed class HistogramSeries
{
    private readonly Lock _lock = new();
    private readonly Func<double[]> _bounds;
    private long[]? _counts;
    private double _sum;

    internal HistogramSeries(Func<double[]> bounds) => _bounds = bounds;

    /// <summary>Counts a value.</summary>
    public void Observe(double value)
    {
        lock (_lock)
        {
            // The bounds are inclusive; beyond the last one comes +Inf.
            var index = Array.BinarySearch(_bounds(), value);
            Counts()[index >= 0 ? index : ~index]++;
            _sum += value;
        }
    }

    internal (long[] Counts, double Sum) Read()
    {
        lock (_lock)
            return ([.. Counts()], _sum);
    }

    private long[] Counts() => _counts ??= new long[_bounds().Length + 1];
}
