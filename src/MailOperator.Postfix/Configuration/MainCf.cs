namespace MailOperator.Postfix.Configuration;

/// <summary>main.cf as a value: parameters in groups, in the order of the file.</summary>
/// <param name="Groups">The groups.</param>
public sealed record MainCf(IReadOnlyList<ParameterGroup> Groups)
{
    /// <summary>All parameters in the order of the file.</summary>
    public IEnumerable<Parameter> Parameters => Groups.SelectMany(group => group.Parameters);

    /// <summary>The value of a parameter, or null where the file does not set it. The last one counts, as in Postfix.</summary>
    public string? this[string name] => Parameters.LastOrDefault(parameter => parameter.Name == name)?.Value;

    /// <summary>
    /// The file with these parameters: each in the place of the one that it replaces, the others in a group of their own at the end,
    /// sorted by name. No name is in the file twice, which Postfix would warn about.
    /// </summary>
    public MainCf With(string purpose, IReadOnlyDictionary<string, string> parameters)
    {
        var known = Parameters.Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal);
        var replaced = Groups.Select(group => group with
        {
            Parameters = [.. group.Parameters.Select(old => parameters.TryGetValue(old.Name, out var value) ? new(old.Name, value) : old)],
        });
        Parameter[] added =
        [
            .. parameters.Where(pair => !known.Contains(pair.Key)).OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => new Parameter(pair.Key, pair.Value)),
        ];
        return new([.. replaced, .. added.Length == 0 ? (ParameterGroup[])[] : [new(purpose, added)]]);
    }
}
