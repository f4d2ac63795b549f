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

    private static readonly Row[] Rows = Read();

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
        var tests = Directory.GetFiles(Path.Combine(RepositoryFile.Root, "tests"), "*Tests.cs", SearchOption.AllDirectories)
            .SelectMany(file => TestMethod().Matches(File.ReadAllText(file))
                .Select(method => $"{Path.GetFileNameWithoutExtension(file)}.{method.Groups[1].Value}"))
            .ToHashSet();

        Assert.DoesNotContain(Rows, row => row.Tests.Count == 0);
        Assert.Empty(Rows.SelectMany(row => row.Tests).Except(tests));
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

    private static Row[] Read() =>
    [
        .. RepositoryFile.Read("docs/reference/coverage.md").Split('\n')
            .Where(line => line.StartsWith('|')).Skip(2)
            .Select(line => line.Trim('|', ' ').Split(" | "))
            .Select(cells => new Row(
                [.. Quoted().Matches(cells[0]).Select(match => match.Groups[1].Value).Where(name => name.Contains('_', StringComparison.Ordinal) || ParameterTable.Find(name) is not null)],
                cells[1].Trim('`'),
                [.. Quoted().Matches(cells[2]).Select(match => match.Groups[1].Value)])),
    ];

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\[(?:Fact|Theory)[^\n]*\n(?:\s*\[[^\n]*\n)*\s*public (?:async )?(?:Task|void) (\w+)\(")]
    private static partial Regex TestMethod();

    /// <param name="Parameters">The parameters of main.cf that the setting names.</param>
    /// <param name="Field">The field of the spec, or <c>never</c>.</param>
    /// <param name="Tests">Class and method of each test.</param>
    private sealed record Row(IReadOnlyList<string> Parameters, string Field, IReadOnlyList<string> Tests);
}
