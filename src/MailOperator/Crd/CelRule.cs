namespace MailOperator.Crd;

/// <summary>A rule in CEL, with the name that it shares with its twin in C#.</summary>
/// <param name="Name">The shared name.</param>
/// <param name="Rule">The expression.</param>
/// <param name="Message">What is wrong and what to do.</param>
public sealed record CelRule(string Name, string Rule, string Message);
