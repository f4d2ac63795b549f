namespace MailOperator.Postfix.Parameters;

/// <summary>Judges a parameter that the author of a resource wants in main.cf.</summary>
public static class ParameterCheck
{
    /// <summary>What is wrong with a parameter; empty when it may be rendered.</summary>
    /// <param name="name">The name, as in main.cf.</param>
    /// <param name="value">The value.</param>
    /// <param name="version">The release of Postfix that will read it.</param>
    public static IReadOnlyList<ParameterFinding> Check(string name, string value, PostfixVersion version)
    {
        if (!Configuration.Parameter.IsName(name))
            return [new(ParameterFault.Malformed, name, "is not the name of a parameter.", "Use a name of postconf(5).")];
        if (!Configuration.Parameter.IsValue(value))
            return [new(ParameterFault.Malformed, name, "has a value with a line break or another control character.", "Write the value on one line.")];
        return [];
    }
}
