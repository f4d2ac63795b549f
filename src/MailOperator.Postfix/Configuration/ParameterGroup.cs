namespace MailOperator.Postfix.Configuration;

/// <summary>Parameters that serve one purpose.</summary>
/// <param name="Purpose">What they are for: a comment of one line.</param>
/// <param name="Parameters">The parameters in the order of the file.</param>
public sealed record ParameterGroup(string Purpose, IReadOnlyList<Parameter> Parameters);
