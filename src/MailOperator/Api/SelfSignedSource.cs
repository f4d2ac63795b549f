namespace MailOperator.Api;

/// <summary>A certificate that the operator makes, signs with its own key, and renews. For closed networks and first steps:
/// clients that verify do not trust it.</summary>
public sealed record SelfSignedSource;
