namespace MailOperator.Postfix.Parameters;

/// <summary>
/// Why a parameter of main.cf may not be rendered. An ignored or deprecated one is no exception: Postfix would complain at every start,
/// or its author would believe in something that does not happen.
/// </summary>
/// <param name="Fault">The kind.</param>
/// <param name="Name">The parameter.</param>
/// <param name="Message">What is wrong. It never quotes the value.</param>
/// <param name="Remedy">What to do instead.</param>
public sealed record ParameterFinding(ParameterFault Fault, string Name, string Message, string Remedy)
{
    /// <summary>The finding as one sentence after another.</summary>
    public override string ToString() => $"{Name}: {Message} {Remedy}";
}
