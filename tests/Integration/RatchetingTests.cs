using System.Text.Json.Nodes;
using MailOperator.Integration.Cluster;
using MailOperator.Integration.Resources;
using MailOperator.Tests.Admission;

namespace MailOperator.Integration;

/// <summary>Resources that were there before the definition's rules: made under the definition for API servers without CEL.</summary>
[Collection(nameof(WithCel))]
public sealed class RatchetingTests(CurrentServer server)
{
    private const string Merge = "application/merge-patch+json";

    private const string Status = """{"status":{"replicas":0,"conditions":[{"type":"Ready","status":"False","reason":"Invalid","message":"m","lastTransitionTime":"2026-01-01T00:00:00Z"}]}}""";

    [Fact]
    public async Task The_definition_gets_its_rules_with_good_resources_there()
    {
        var @namespace = server.NewNamespace();
        await server.Define(CurrentServer.Before125);
        var kept = RuleExamples.Kept.Select((row, index) => CurrentServer.Resource(row.Data, @namespace, $"mx{index}")).ToArray();
        foreach (var resource in kept)
            await Takes(() => server.Create(resource));
        var before = (await server.Api.List(Path.GetDirectoryName(CurrentServer.PathOf(kept[0]))!)).Select(item => item.ToJsonString()).ToArray();

        await server.Define(CurrentServer.Current);

        var after = await server.Api.List(Path.GetDirectoryName(CurrentServer.PathOf(kept[0]))!);
        Assert.Equal(before, after.Select(item => item.ToJsonString()));
        foreach (var resource in after)
            await Takes(() => server.Api.Judge(HttpMethod.Put, CurrentServer.PathOf(resource), resource, "application/json"));
    }

    [Fact]
    public async Task What_breaks_a_rule_keeps_its_labels_status_and_deletion()
    {
        var @namespace = server.NewNamespace();
        await server.Define(CurrentServer.Before125);
        List<JsonObject> old = [];
        foreach (var (rule, change, _) in RuleExamples.Broken.Select(row => row.Data))
        {
            var resource = CurrentServer.Resource(change, @namespace, $"mx{old.Count}");
            // The schema's own bounds are in both definitions.
            if (CelRules.All.Any(known => known.Name == rule) && (await server.Create(resource)).Taken)
                old.Add(resource);
        }

        await server.Define(CurrentServer.Current);

        Site.Print($"{old.Count} resources that break a rule");
        Assert.True(old.Count > CelRules.All.Count / 2);
        foreach (var path in old.Select(CurrentServer.PathOf))
        {
            await Patches(path + "/status", Status);
            await Patches(path, """{"metadata":{"labels":{"team":"mail"}}}""");
            await Patches(path, """{"metadata":{"annotations":{"mailoperator.io/paused":"true"}}}""");
            await DeletesInForeground(path);
        }
    }

    // At the root an API server checks a rule at each write.
    [Theory]
    [InlineData("a2345678901234567890123456789012345678901")]
    [InlineData("mx.example")]
    [InlineData("1mx")]
    public async Task A_name_that_an_older_definition_took_is_the_operators_matter(string name)
    {
        var resource = CurrentServer.Resource($"metadata: {{name: {name}}}", server.NewNamespace());
        await server.Define(CurrentServer.Before125);
        await Takes(() => server.Create(resource));

        await server.Define(CurrentServer.Current);

        await Patches(CurrentServer.PathOf(resource) + "/status", Status);
        await Patches(CurrentServer.PathOf(resource), """{"metadata":{"labels":{"team":"mail"}}}""");
        await Patches(CurrentServer.PathOf(resource), """{"spec":{"hostname":"other.example.com"}}""");
        await DeletesInForeground(CurrentServer.PathOf(resource));
        // Nobody gets such a name by giving a status: what is created has none.
        resource["status"] = JsonNode.Parse(Status)!["status"]!.DeepClone();
        Assert.StartsWith("Invalid value: the name is ", Assert.Single((await server.Create(resource)).Causes).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_breaks_a_rule_may_not_break_another()
    {
        var resource = CurrentServer.Resource("spec: {certificates: {expiryWarning: 0h}}", server.NewNamespace());
        await server.Define(CurrentServer.Before125);
        await Takes(() => server.Create(resource));
        await server.Define(CurrentServer.Current);

        await Patches(CurrentServer.PathOf(resource), """{"spec":{"hostname":"other.example.com"}}""");
        var verdict = await Patch(CurrentServer.PathOf(resource), """{"spec":{"outbound":{"logLevel":4}}}""");

        Assert.Equal("spec.outbound", Assert.Single(verdict.Causes).Field);
    }

    // As the garbage collector: it takes its finalizer away when nothing is left that the resource owns.
    private async Task DeletesInForeground(string path)
    {
        await Takes(() => server.Api.Judge(HttpMethod.Delete, path, JsonNode.Parse("""{"propagationPolicy":"Foreground"}""")!, "application/json"));
        if (await server.Api.TryGet(path) is not null)
            await Patches(path, """{"metadata":{"finalizers":null}}""");
        Assert.Null(await server.Api.TryGet(path));
    }

    private Task Patches(string path, string patch) => Takes(() => Patch(path, patch));

    private Task<Verdict> Patch(string path, string patch) => server.Api.Judge(HttpMethod.Patch, path, JsonNode.Parse(patch)!, Merge);

    private static async Task Takes(Func<Task<Verdict>> write)
    {
        var verdict = await write();
        Assert.True(verdict.Taken, verdict.Message);
    }
}
