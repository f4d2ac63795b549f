using System.Text.Json;
using System.Text.Json.Nodes;
using MailOperator.Crd;
using MailOperator.Yaml;

namespace MailOperator.Tests.Commands;

/// <summary>What resources come to, word for word. A change of these files is a change for every user: their pods are rolled.</summary>
public sealed class RenderGoldenTests
{
    private static readonly string CasesFolder = Path.Combine("tests", "MailOperator.Tests", "cases");

    public static TheoryData<string> Cases => [.. Inputs.Cases];

    public static TheoryData<string> Samples => [.. Inputs.Samples];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_case_renders_as_expected(string name)
    {
        var rendered = await Cli.RunAsync("render", "-f", Path.Combine(RepositoryFile.Root, CasesFolder, name, "mailservertls.yaml"));
        Assert.True(rendered.Status == 0, rendered.Error);
        RepositoryFile.ShouldBe(Path.Combine(CasesFolder, name, "expected.yaml"), rendered.Output);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task A_sample_renders_as_expected(string file)
    {
        var rendered = await Cli.RunAsync("render", "-f", Path.Combine(RepositoryFile.Root, "deploy", "samples", file));
        Assert.True(rendered.Status == 0, rendered.Error);
        RepositoryFile.ShouldBe(Path.Combine(CasesFolder, "samples", file), rendered.Output);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task A_sample_breaks_no_rule(string file)
    {
        var checkedFile = await Cli.RunAsync("check", "-f", Path.Combine(RepositoryFile.Root, "deploy", "samples", file));
        Assert.True(checkedFile.Status == 0, checkedFile.Output);
        Assert.Contains(" 0 errors", checkedFile.Output);
    }

    [Fact]
    public void Every_field_of_the_spec_stands_in_some_case()
    {
        var spec = ResourceSchema.Undocumented.Fields!.Single(field => field.Name == "spec").Schema;
        var used = Inputs.Cases
            .Select(name => RepositoryFile.Read(Path.Combine(CasesFolder, name, "mailservertls.yaml")))
            .Concat(Inputs.Samples.Select(file => RepositoryFile.Read(Path.Combine("deploy", "samples", file))))
            .SelectMany(YamlReader.Read)
            .SelectMany(document => Paths(document.Root!["spec"], "spec"))
            .ToHashSet();
        // Peers look the same for each listener and on the way out; each shape of a peer has to be seen at one of them. What is passed on
        // to pods as it is has shapes that the operator does not look into.
        Assert.Empty(Paths(spec, "spec").Where(path => !IsPassedOn(path)).Select(Listenerless).Except(used.Select(Listenerless)).Order(StringComparer.Ordinal));

        static bool IsPassedOn(string path) =>
            path.StartsWith("spec.workload.affinity.", StringComparison.Ordinal) || path.StartsWith("spec.workload.topologySpreadConstraints[].", StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task What_is_printed_has_the_form_that_kubectl_applies(string file)
    {
        var path = Path.Combine(RepositoryFile.Root, "deploy", "samples", file);
        var documents = YamlReader.Read((await Cli.RunAsync("render", "-f", path)).Output).Select(document => document.Root!.AsObject()).ToArray();
        Assert.NotEmpty(documents);
        Assert.All(documents, document =>
        {
            Assert.Equal(["apiVersion", "kind", "metadata"], document.Select(field => field.Key).Take(3));
            Assert.False(string.IsNullOrEmpty(document["metadata"]!["name"]!.GetValue<string>()));
            // An owner without uid is refused by the API server.
            Assert.Null(document["metadata"]!["ownerReferences"]);
            Assert.Null(document["status"]);
        });
        Assert.Equal(documents.Length, documents.Select(document => (document["kind"]!.ToString(), document["metadata"]!["name"]!.ToString())).Distinct().Count());

        var asJson = JsonNode.Parse((await Cli.RunAsync("render", "-o", "json", "-f", path)).Output)!;
        Assert.Equal("List", asJson["kind"]!.GetValue<string>());
        Assert.Equal(documents.Select(Text), asJson["items"]!.AsArray().Select(item => Text(item!)));
    }

    private static string Text(JsonNode node) => JsonSerializer.Serialize(node);

    private static string Listenerless(string path)
    {
        foreach (var listener in (string[])["mx", "submission", "submissions"])
            path = path.Replace($"allowFrom.{listener}[]", "allowFrom.*[]", StringComparison.Ordinal);
        return path.Replace("allowTo[].to[]", "allowFrom.*[]", StringComparison.Ordinal);
    }

    private static IEnumerable<string> Paths(SchemaNode node, string path) =>
    [
        path,
        .. (node.Fields ?? []).SelectMany(field => Paths(field.Schema, $"{path}.{field.Name}")),
        .. node.Items is { } items ? Paths(items, $"{path}[]") : [],
        .. node.Values is { } values ? Paths(values, $"{path}{{}}") : [],
    ];

    /// <summary>The same for a value; whether a map is one of fields or of entries, it does not tell.</summary>
    private static IEnumerable<string> Paths(JsonNode? node, string path) =>
    [
        path,
        .. node is JsonObject map ? map.SelectMany(field => Paths(field.Value, $"{path}.{field.Key}")) : [],
        .. node is JsonObject entries ? entries.SelectMany(entry => Paths(entry.Value, $"{path}{{}}")) : [],
        .. node is JsonArray list ? list.SelectMany(item => Paths(item, $"{path}[]")) : [],
    ];
}
