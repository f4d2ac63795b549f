namespace MailOperator.Postfix.Parameters;

/// <summary>Why a restriction cannot work.</summary>
/// <param name="Message">What is wrong.</param>
/// <param name="Remedy">What to do.</param>
public sealed record RestrictionFault(string Message, string Remedy)
{
    /// <summary>One sentence after the other.</summary>
    public override string ToString() => $"{Message} {Remedy}";
}
