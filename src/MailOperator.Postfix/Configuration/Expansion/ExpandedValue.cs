namespace MailOperator.Postfix.Configuration.Expansion;

/// <summary>A value with its references filled in.</summary>
/// <param name="Text">The result; null where Postfix would end instead of giving one, or none of reasonable length.</param>
/// <param name="Problems">What is wrong, in the order found. Undefined parameters alone leave a result.</param>
public sealed record ExpandedValue(string? Text, IReadOnlyList<ExpansionProblem> Problems);
