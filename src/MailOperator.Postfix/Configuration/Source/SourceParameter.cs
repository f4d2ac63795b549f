namespace MailOperator.Postfix.Configuration.Source;

/// <summary>A parameter as a file sets it: on a logical line of main.cf, or by <c>-o</c> of a service in master.cf.</summary>
public sealed record SourceParameter
{
    private readonly int _nameOffset;
    private readonly int _valueOffset;

    internal SourceParameter(LogicalLine line, NameAndValue read)
    {
        (Line, Name, Value) = (line, read.Name, read.Value);
        (_nameOffset, _valueOffset) = (read.NameOffset, read.ValueOffset);
    }

    /// <summary>The logical line that it is on.</summary>
    public LogicalLine Line { get; }

    /// <summary>The name. Postfix takes any word; <see cref="Parameter.IsName"/> tells whether it can be one.</summary>
    public string Name { get; }

    /// <summary>The value with all white space within it, not expanded.</summary>
    public string Value { get; }

    /// <summary>The value on one line, with one space for white space of any length.</summary>
    public string NormalizedValue => Blanks.Normalize(Value);

    /// <summary>Where the name is.</summary>
    public SourcePosition Position => Line.At(_nameOffset);

    /// <summary>Where a character of the value is.</summary>
    /// <param name="offset">From 0 to the length of the value.</param>
    public SourcePosition ValueAt(int offset) => Line.At(_valueOffset + offset);

    /// <summary>The parameter as a value that can be rendered; null where the name or the value would not read back.</summary>
    public Parameter? ToParameter() =>
        Parameter.IsName(Name) && Parameter.IsValue(NormalizedValue) ? new(Name, NormalizedValue) : null;
}
