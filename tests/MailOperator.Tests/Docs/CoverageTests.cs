using System.Text.RegularExpressions;
using MailOperator.Crd;
using MailOperator.Postfix;
using MailOperator.Postfix.Parameters;
using MailOperator.Tests.Crd;

namespace MailOperator.Tests.Docs;

/// <summary>docs/reference/coverage.md, held against the schema, the table of parameters and the tests.</summary>
public sealed partial class CoverageTests
{
    /// <summary>The parts of the spec that are about Kubernetes alone.</summary>
    private static readonly string[] NotPostfix = ["spec.service", "spec.workload"];

    private static readonly SchemaNode Spec = ResourceSchema.Undocumented.Field("spec")!;

    private static readonly Row[] Rows = Read("setting", Parameters);

    /// <summary>What is refused; the field is a reason.</summary>
    private static readonly Row[] Refusals = Read("what", _ => []);

    [Fact]
    public void Each_field_that_concerns_Postfix_has_a_row()
    {
        var leaves = Spec.Fields!
            .Where(field => !NotPostfix.Contains($"spec.{field.Name}"))
            .SelectMany(field => SpecLeaves.Of($"spec.{field.Name}", field.Name, field.Schema))
            .Select(leaf => leaf.Path);

        Assert.Empty(leaves.Except(Rows.Select(row => row.Field)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_row_names_a_field_that_exists_or_says_never() =>
        Assert.Empty(Rows.Select(row => row.Field).Except(["never", .. Paths("spec", Spec)]));

    [Fact]
    public void Each_row_names_tests_that_exist()
    {
        var rows = Rows.Concat(Refusals).Concat(Read("in the container", _ => [])).ToArray();

        Assert.DoesNotContain(rows, row => row.Tests.Count == 0);
        Assert.DoesNotContain(rows.SelectMany(row => row.Tests), test => !NamedTests.Exists(test));
    }

    [Fact]
    public void Each_reason_for_a_refusal_is_one_that_the_sources_have()
    {
        var sources = Directory.GetFiles(Path.Combine(RepositoryFile.Root, "src"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText).ToArray();

        Assert.NotEmpty(Refusals);
        Assert.All(Refusals.Select(row => row.Field).Where(reason => !reason.Contains(' ', StringComparison.Ordinal)), reason => Assert.Contains(
            sources,
            text => text.Contains($"\"{reason}\"", StringComparison.Ordinal) || text.Contains($"nameof({reason})", StringComparison.Ordinal)
                || text.Contains($"ParameterFault.{reason},", StringComparison.Ordinal)));
    }

    [Fact]
    public void Each_parameter_that_is_named_is_one_of_postconf() =>
        Assert.All(Rows.SelectMany(row => row.Parameters), name => Assert.True(ParameterTable.Find(name) is not null, name));

    [Fact]
    public void Each_parameter_that_a_field_owns_has_a_row() =>
        Assert.Empty(ParameterTable.All.Select(parameter => parameter.Name).Where(IsOwned)
            .Except(Rows.SelectMany(row => row.Parameters)).Order(StringComparer.Ordinal));

    private static bool IsOwned(string name) =>
        ParameterCheck.Check(name, "", PostfixVersion.Newest) is [{ Fault: ParameterFault.Owned }];

    private static IEnumerable<string> Paths(string path, SchemaNode schema) =>
    [
        path,
        .. (schema.Fields ?? []).SelectMany(field => Paths($"{path}.{field.Name}", field.Schema)),
        .. schema.Items is { } items ? Paths($"{path}[]", items) : [],
        .. schema.Values is { } values ? Paths($"{path}{{}}", values) : [],
    ];

    private static IReadOnlyList<string> Parameters(string setting) =>
    [
        .. Quoted().Matches(setting).Select(match => match.Groups[1].Value)
            .Where(name => name.Contains('_', StringComparison.Ordinal) || ParameterTable.Find(name) is not null),
    ];

    /// <summary>The rows of the table whose first column has this title.</summary>
    private static Row[] Read(string title, Func<string, IReadOnlyList<string>> parameters) =>
    [
        .. RepositoryFile.Read("docs/reference/coverage.md").Split('\n')
            .SkipWhile(line => !line.StartsWith($"| {title} |", StringComparison.Ordinal))
            .TakeWhile(line => line.StartsWith('|')).Skip(2)
            .Select(line => line.Trim('|', ' ').Split(" | "))
            .Select(cells => new Row(
                parameters(cells[0]),
                cells[1].Trim('`'),
                [.. Quoted().Matches(cells[2]).Select(match => match.Groups[1].Value)])),
    ];

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();

    /// <param name="Parameters">The parameters of main.cf that the setting names.</param>
    /// <param name="Field">The field of the spec, or <c>never</c>.</param>
    /// <param name="Tests">Class and method of each test.</param>
    private sealed record Row(IReadOnlyList<string> Parameters, string Field, IReadOnlyList<string> Tests);
}
