namespace MailOperator.Postfix.Configuration.Expansion;

/// <summary>Something wrong with the references of a value.</summary>
/// <param name="Fault">The kind.</param>
/// <param name="Offset">Where in the value that is expanded: of what is wrong, or of the reference that leads there.</param>
/// <param name="Name">The undefined parameter, or the one whose value is wrong; null for the value that is expanded itself.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Remedy">What to do.</param>
public sealed record ExpansionProblem(ExpansionFault Fault, int Offset, string? Name, string Message, string Remedy);
