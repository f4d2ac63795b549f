using MailOperator.Postfix.Configuration.Expansion;

namespace MailOperator.Postfix.Parameters;

/// <summary>
/// What a value may become: its conditions taken each way, as <c>${stress?{1}:{5}}</c> is 1 under load and 5 else. Conditions on one
/// parameter go one way together.
/// </summary>
internal static class ValueVariants
{
    /// <summary>More are not looked at: whoever needs five conditions in a value can write it in two.</summary>
    private const int Most = 32;

    /// <summary>The results with what is wrong, each once; null where there are too many.</summary>
    /// <param name="value">The value.</param>
    /// <param name="valueOf">The values of the parameters that are filled in; null for those that stay references.</param>
    public static IReadOnlyList<ExpandedValue>? Of(string value, Func<string, string?> valueOf)
    {
        var (results, decisions) = (new List<ExpandedValue>(), new List<(string? Name, bool Holds)>());
        do
        {
            if (results.Count == Most)
                return null;
            results.Add(Next(value, valueOf, decisions));
            // Back to the last condition that has been true only, which is false the next time.
            while (decisions is [.., (_, false)])
                decisions.RemoveAt(decisions.Count - 1);
            if (decisions.Count > 0)
                decisions[^1] = (decisions[^1].Name, false);
        }
        while (decisions.Count > 0);
        return [.. results.DistinctBy(result => result.Text)];
    }

    private static ExpandedValue Next(string value, Func<string, string?> valueOf, List<(string? Name, bool Holds)> decisions)
    {
        var at = 0;
        return ValueExpansion.Expand(value, new(valueOf) { KeepsUnset = true, Decide = Decide });

        bool Decide(string? name)
        {
            if (name is not null && decisions.Take(at).Any(decision => decision.Name == name))
                return decisions.First(decision => decision.Name == name).Holds;
            if (at == decisions.Count)
                decisions.Add((name, true));
            return decisions[at++].Holds;
        }
    }
}
