using System.Collections.Frozen;

namespace MailOperator.Postfix.Parameters;

/// <summary>All parameters that postconf(1) of the measured releases knows, from the file parameters.tsv within this assembly.</summary>
public static class ParameterTable
{
    /// <summary>A name with more changed letters than this is not a typing error.</summary>
    private const int LikelyTypos = 4;

    private static readonly Lazy<FrozenDictionary<string, KnownParameter>> Table = new(Read);

    /// <summary>All parameters, in no order.</summary>
    public static IReadOnlyCollection<KnownParameter> All => Table.Value.Values;

    /// <summary>The parameter of a name, or null where no measured release has it.</summary>
    public static KnownParameter? Find(string name) => Table.Value.GetValueOrDefault(name);

    /// <summary>The known name that is most like this one in a release, or null when none is.</summary>
    public static string? Nearest(string name, PostfixVersion version) => All
        .Where(known => known.IsIn(version) && known.DeprecatedSince is null && Math.Abs(known.Name.Length - name.Length) <= LikelyTypos)
        .Select(known => (known.Name, Distance: NearestName.Distance(known.Name.ToUpperInvariant(), name.ToUpperInvariant())))
        .Where(candidate => candidate.Distance <= Math.Min(LikelyTypos, name.Length / 3))
        .OrderBy(candidate => candidate.Distance).ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
        .Select(candidate => candidate.Name)
        .FirstOrDefault();

    private static FrozenDictionary<string, KnownParameter> Read()
    {
        using var stream = typeof(ParameterTable).Assembly.GetManifestResourceStream("parameters.tsv")
            ?? throw new InvalidOperationException("The assembly was built without parameters.tsv.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line[0] != '#')
            .Select(line => line.Split('\t'))
            .ToFrozenDictionary(
                cells => cells[0],
                cells => new KnownParameter(
                    cells[0], Enum.Parse<ParameterKind>(cells[1]), Version(cells[2]), Version(cells[3]), Version(cells[4]),
                    cells[5].Length == 0 ? null : cells[5]),
                StringComparer.Ordinal);
    }

    private static PostfixVersion? Version(string cell) => cell.Length == 0 ? null : PostfixVersion.Parse(cell);
}
