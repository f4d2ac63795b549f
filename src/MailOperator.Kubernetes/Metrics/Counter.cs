using System.Text;

namespace MailOperator.Kubernetes.Metrics;

/// <summary>A value that only grows.</summary>
public sealed class Counter : LabelledFamily<CounterSeries>
{
    internal Counter(string name, string help, IReadOnlyList<string> labelNames)
        : base(name, help, "counter", labelNames)
    {
    }

    /// <summary>Counts on the one series of a counter without labels.</summary>
    public void Inc(double by = 1) => WithLabels().Inc(by);

    private protected override CounterSeries Create() => new();

    private protected override void WriteSeries(StringBuilder text, IReadOnlyList<string> labels, CounterSeries series) =>
        WriteSample(text, "", labels, series.Value);
}

/// <summary>One series of a <see cref="Counter"/>.</summary>
public sealed class CounterSeries
{
    private double _value;

    /// <summary>What was counted so far.</summary>
    public double Value => Volatile.Read(ref _value);

    /// <summary>Counts.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A counter does not go down.</exception>
    public void Inc(double by = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(by);
        Atomic.Add(ref _value, by);
    }
}
