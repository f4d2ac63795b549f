namespace MailOperator.Postfix.Configuration.Source;

/// <summary>A line of a file.</summary>
/// <param name="Number">Which; the first is 1.</param>
/// <param name="Text">The line without its line feed. A carriage return is part of it, as in Postfix.</param>
/// <param name="Kind">What Postfix takes it for.</param>
public sealed record SourceLine(int Number, string Text, SourceLineKind Kind);
