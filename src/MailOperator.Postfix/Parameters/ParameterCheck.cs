using MailOperator.Postfix.Configuration;
using MailOperator.Postfix.Configuration.Expansion;

namespace MailOperator.Postfix.Parameters;

/// <summary>
/// Judges the parameters that the author of a resource wants in main.cf. The author is not trusted: Postfix reads the value as root,
/// and whoever may write a resource may not for that reason read the server's keys, open its relay or run programs in its pod.
/// </summary>
/// <remarks>
/// <c>$name</c> in a value is legitimate where it names a parameter that the release knows, all of which are public. Of conditions,
/// each text that may stand is judged.
/// </remarks>
public static class ParameterCheck
{
    /// <summary>
    /// What is wrong with the parameters together: each by itself, and each once more with the references to others filled in.
    /// Empty when all may be rendered; sorted by name.
    /// </summary>
    /// <param name="parameters">Values by name.</param>
    /// <param name="version">The release of Postfix that will read them.</param>
    public static IReadOnlyList<ParameterFinding> CheckAll(IReadOnlyDictionary<string, string> parameters, PostfixVersion version) =>
        CheckAll(parameters, new ParameterScope(version));

    /// <inheritdoc cref="CheckAll(IReadOnlyDictionary{string, string}, PostfixVersion)"/>
    /// <param name="parameters">Values by name.</param>
    /// <param name="scope">What they are for.</param>
    public static IReadOnlyList<ParameterFinding> CheckAll(IReadOnlyDictionary<string, string> parameters, ParameterScope scope)
    {
        var findings = new List<ParameterFinding>();
        foreach (var (name, value) in parameters.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var found = Check(name, value, scope);
            if (found.Count == 0 && ParameterReferences.In(value).Any(parameters.ContainsKey))
                found = Variants(name, value, parameters.GetValueOrDefault, scope);
            if (found.Count == 0 && RestrictionNeeds.Check(name, value, parameters) is { } need)
                found = [need];
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
        Check(name, value, new ParameterScope(version));

    /// <inheritdoc cref="Check(string, string, PostfixVersion)"/>
    /// <param name="name">The name, as in main.cf.</param>
    /// <param name="value">The value.</param>
    /// <param name="scope">What it is for.</param>
    public static IReadOnlyList<ParameterFinding> Check(string name, string value, ParameterScope scope)
    {
        if (NameRules.Check(name, scope) is { } fault)
            return [fault];
        if (!Parameter.IsValue(value))
            return [Malformed(name, "has a line break or another control character in its value.", "Write the value on one line.")];
        if (value.Trim() != value)
        {
            const string remedy = "Take it away: at the start of a line it would continue the line before.";
            return [Malformed(name, "has white space around its value.", remedy)];
        }
        return ParameterReferences.Check(name, value, scope.Version) is { } reference
            ? [reference]
            : Variants(name, value, _ => null, scope);
    }

    /// <summary>What is wrong with the first of the texts that a value may become.</summary>
    private static IReadOnlyList<ParameterFinding> Variants(
        string name, string value, Func<string, string?> valueOf, ParameterScope scope)
    {
        // Without a condition and something to fill in, the value as it is: what is wrong with its form is told of it.
        if (!value.Contains('$', StringComparison.Ordinal))
            return ValueRules.Check(name, value, scope);
        if (ValueVariants.Of(value, valueOf) is not { } variants)
            return [Malformed(name, "has so many conditions that not all it may become can be looked at.", "Write it with fewer.")];
        return variants.Select(variant => OfVariant(name, variant, scope)).FirstOrDefault(found => found.Count > 0) ?? [];
    }

    private static IReadOnlyList<ParameterFinding> OfVariant(string name, ExpandedValue variant, ParameterScope scope) =>
        variant.Text is { } text ? ValueRules.Check(name, text.Trim(), scope)
        // What is malformed elsewhere is told there.
        : variant.Problems.All(problem => problem.Fault == ExpansionFault.Malformed) ? []
        : [Malformed(name, "refers to itself by way of other parameters, or becomes very long.", "Write the value out.")];

    private static ParameterFinding Malformed(string name, string message, string remedy) =>
        new(ParameterFault.Malformed, name, message, remedy);
}
