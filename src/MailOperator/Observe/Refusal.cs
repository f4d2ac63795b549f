namespace MailOperator.Observe;

/// <summary>Why what was planned could not be written.</summary>
/// <param name="Field">The field of the resource to look at.</param>
/// <param name="Reason">Why, in one CamelCase word.</param>
/// <param name="Message">What was refused and what to do.</param>
/// <param name="Waiting">It passes without anybody doing anything.</param>
public sealed record Refusal(string Field, string Reason, string Message, bool Waiting = false);
