namespace MailOperator.Import;

/// <summary>Something in a file, and what became of it.</summary>
/// <param name="Entry">What it is.</param>
/// <param name="Outcome">What became of it.</param>
public sealed record ImportedLine(Entry Entry, Outcome Outcome);
