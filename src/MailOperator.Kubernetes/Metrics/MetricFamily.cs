using System.Globalization;
using System.Text;

namespace MailOperator.Kubernetes.Metrics;

/// <summary>All series of one name.</summary>
public abstract class MetricFamily
{
    private protected MetricFamily(string name, string help, string type, IReadOnlyList<string> labelNames)
    {
        if (!IsName(name, colonsAllowed: true))
            throw new ArgumentException($"'{name}' is no metric name: letters, digits, '_' and ':' only, no digit first.", nameof(name));
        foreach (var label in labelNames)
        {
            if (!IsName(label, colonsAllowed: false) || label is "le")
            {
                throw new ArgumentException(
                    $"'{label}' is no label name: letters, digits and '_' only, no digit first, not 'le'.", nameof(labelNames));
            }
        }

        (Name, Help, Type, LabelNames) = (name, help, type, [.. labelNames]);
    }

    /// <summary>The name of the metric.</summary>
    public string Name { get; }

    /// <summary>What the metric means, in one sentence.</summary>
    public string Help { get; }

    /// <summary><c>counter</c>, <c>gauge</c> or <c>histogram</c>.</summary>
    public string Type { get; }

    /// <summary>The labels whose values tell the series apart.</summary>
    public IReadOnlyList<string> LabelNames { get; }

    internal abstract void Write(StringBuilder text);

    private protected void WriteHead(StringBuilder text) => text
        .Append("# HELP ").Append(Name).Append(' ')
        .Append(Help.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)).Append('\n')
        .Append("# TYPE ").Append(Name).Append(' ').Append(Type).Append('\n');

    private protected void WriteSample(
        StringBuilder text, string suffix, IReadOnlyList<string> labelValues, double value, string? le = null)
    {
        text.Append(Name).Append(suffix);
        var separator = '{';
        for (var i = 0; i < LabelNames.Count; i++)
        {
            AppendLabel(text, separator, LabelNames[i], labelValues[i]);
            separator = ',';
        }

        if (le is not null)
        {
            AppendLabel(text, separator, "le", le);
            separator = ',';
        }

        if (separator == ',')
            text.Append('}');
        text.Append(' ').Append(Number(value)).Append('\n');
    }

    private protected static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    private static void AppendLabel(StringBuilder text, char separator, string name, string value) => text
        .Append(separator).Append(name).Append("=\"")
        .Append(value
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal))
        .Append('"');

    private static bool IsName(string name, bool colonsAllowed) =>
        name.Length > 0
        && !char.IsAsciiDigit(name[0])
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_' || (colonsAllowed && c == ':'));
}
