using System.Text;

namespace MailOperator.Kubernetes.Metrics;

/// <summary>A value that goes up and down.</summary>
public sealed class Gauge : LabelledFamily<GaugeSeries>
{
    internal Gauge(string name, string help, IReadOnlyList<string> labelNames)
        : base(name, help, "gauge", labelNames)
    {
    }

    /// <summary>Sets the one series of a gauge without labels.</summary>
    public void Set(double value) => WithLabels().Set(value);

    private protected override GaugeSeries Create() => new();

    private protected override void WriteSeries(StringBuilder text, IReadOnlyList<string> labels, GaugeSeries series) =>
        WriteSample(text, "", labels, series.Value);
}

/// <summary>One series of a <see cref="Gauge"/>.</summary>
public sealed class GaugeSeries
{
    private double _value;

    /// <summary>The value now.</summary>
    public double Value => Volatile.Read(ref _value);

    /// <summary>Sets the value.</summary>
    public void Set(double value) => Volatile.Write(ref _value, value);

    /// <summary>Adds to the value.</summary>
    public void Inc(double by = 1) => Atomic.Add(ref _value, by);

    /// <summary>Takes from the value.</summary>
    public void Dec(double by = 1) => Atomic.Add(ref _value, -by);
}
