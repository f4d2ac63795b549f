using System.Globalization;

namespace MailOperator.Yaml;

/// <summary>A place in a text.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
public readonly record struct TextPlace(long Line, long Column)
{
    /// <summary>Such as <c>line 3, column 5</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"line {Line}, column {Column}");
}
