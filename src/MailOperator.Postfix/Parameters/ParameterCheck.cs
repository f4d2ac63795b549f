using MailOperator.Postfix.Configuration;
using MailOperator.Postfix.Configuration.Expansion;

namespace MailOperator.Postfix.Parameters;

/// <summary>
/// Judges the parameters that the author of a resource wants in main.cf. The author is not trusted: Postfix reads the value as root,
/// and whoever may write a resource may not for that reason read the server's keys, open its relay or run programs in its pod.
/// </summary>
/// <remarks>
/// <c>$name</c> in a value is legitimate where it names a parameter that the release knows, all of which are public. Anything else
/// after <c>$</c> is an error, conditional expressions among it: they could build up a value that no rule here would see.
/// </remarks>
public static class ParameterCheck
{
    /// <summary>
    /// What is wrong with the parameters together: each by itself, and each once more with the references to others filled in.
    /// Empty when all may be rendered; sorted by name.
    /// </summary>
    /// <param name="parameters">Values by name.</param>
    /// <param name="version">The release of Postfix that will read them.</param>
    public static IReadOnlyList<ParameterFinding> CheckAll(IReadOnlyDictionary<string, string> parameters, PostfixVersion version)
    {
        var findings = new List<ParameterFinding>();
        foreach (var (name, value) in parameters.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var found = Check(name, value, version);
            if (found.Count == 0 && ParameterReferences.In(value).Any(reference => parameters.ContainsKey(reference)))
            {
                var expanded = ValueExpansion.Expand(value, new(parameters.GetValueOrDefault) { KeepsUnset = true });
                found = expanded.Text is { } text ? ValueRules.Check(name, text)
                    // What is malformed elsewhere is told there.
                    : expanded.Problems.All(problem => problem.Fault == ExpansionFault.Malformed) ? []
                    : [Malformed(name, "refers to itself by way of other parameters, or becomes very long.", "Write the value out.")];
            }
            findings.AddRange(found);
        }
        return findings;
    }

    /// <summary>
    /// What is wrong with a parameter by itself; empty when nothing is. The first rule that finds something has the word.
    /// </summary>
    /// <param name="name">The name, as in main.cf.</param>
    /// <param name="value">The value.</param>
    /// <param name="version">The release of Postfix that will read it.</param>
    public static IReadOnlyList<ParameterFinding> Check(string name, string value, PostfixVersion version) =>
        NameRules.Check(name, version) is { } fault ? [fault] : ValueOf(name, value, version);

    private static IReadOnlyList<ParameterFinding> ValueOf(string name, string value, PostfixVersion version)
    {
        if (!Parameter.IsValue(value))
            return [Malformed(name, "has a line break or another control character in its value.", "Write the value on one line.")];
        if (value.Trim() != value)
        {
            const string remedy = "Take it away: at the start of a line it would continue the line before.";
            return [Malformed(name, "has white space around its value.", remedy)];
        }
        IReadOnlyList<ParameterFinding> references = ParameterReferences.Check(name, value, version);
        return references.Count > 0 ? references : ValueRules.Check(name, value);
    }

    private static ParameterFinding Malformed(string name, string message, string remedy) =>
        new(ParameterFault.Malformed, name, message, remedy);
}
