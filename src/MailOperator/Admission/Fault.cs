namespace MailOperator.Admission;

/// <summary>A field that breaks a rule.</summary>
/// <param name="Field">The path of the field.</param>
/// <param name="Message">What is wrong and what to do.</param>
public sealed record Fault(string Field, string Message);
