using System.Text.Json.Nodes;
using MailOperator.Admission;
using MailOperator.Integration.Cluster;
using MailOperator.Integration.Resources;
using MailOperator.Tests.Admission;

namespace MailOperator.Integration;

/// <summary>The rules in CEL where they run: what they refuse, in which words, and that they refuse nothing else.</summary>
[Collection(nameof(WithCel))]
public sealed class CelTests(CurrentServer server) : IAsyncLifetime
{
    // Only the operator adds ranges up, since CEL looks at one at a time, and looks into the options of services.
    private static readonly string[] LeftToTheOperator =
    [
        "spec: {network: {trustedNetworks: [192.0.0.0/8, 193.0.0.0/8]}}",
        "spec: {network: {trustedNetworks: [\"2a00::/19\", \"2a00:2000::/32\"]}}",
        "spec: {network: {trustedNetworks: [\"64:ff9b::/96\"]}}",
        "spec: {outbound: {relayHost: {host: smtp.example.net}}, postfix: {masterCf: {rewrite/unix: {options: {default_transport: smtp}}}}}",
    ];

    private static readonly (string Rule, string Change)[] Broken =
    [
        .. RuleExamples.Broken.Select(row => (row.Data.Item1, row.Data.Item2))
            .Where(row => CelRules.All.Any(rule => rule.Name == row.Item1) && !LeftToTheOperator.Contains(row.Item2)),
    ];

    /// <summary>Each duration of the spec, its place marked by #.</summary>
    public static TheoryData<string, string> Durations => new()
    {
        { "spec.certificates.default[0].duration", "spec: {certificates: {default: [{selfSigned: {}, duration: #}]}}" },
        { "spec.certificates.default[0].renewBefore", "spec: {certificates: {default: [{selfSigned: {}, renewBefore: #}]}}" },
        { "spec.certificates.default[0].duration", "spec: {certificates: {default: [{selfSigned: {}, duration: #, renewBefore: 1h}]}}" },
        { "spec.certificates.sni[0].duration", "spec: {certificates: {sni: [{hosts: [b.example.com], selfSigned: {}, duration: #}]}}" },
        { "spec.certificates.expiryWarning", "spec: {certificates: {expiryWarning: #}}" },
        { "spec.certificates.keyRolloverDelay", "spec: {certificates: {keyRolloverDelay: #}}" },
        { "spec.tls.sessionCacheTimeout", "spec: {tls: {sessionCacheTimeout: #}}" },
        { "spec.workload.drain.delay", "spec: {workload: {drain: {delay: #}}}" },
        { "spec.workload.drain.maximum", "spec: {workload: {drain: {maximum: #}}}" },
    };

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => await server.Define(CurrentServer.Current);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task The_definition_is_taken_and_its_rules_cost_less_than_half_of_what_is_allowed()
    {
        var verdict = await server.Redefine(CurrentServer.Current, "&dryRun=All");
        Assert.True(verdict.Taken, verdict.Message);
        var conditions = (await server.DefinitionThere())["status"]!["conditions"]!.AsArray();
        Assert.DoesNotContain(conditions, condition => (string?)condition!["type"] == "NonStructuralSchema");
        Assert.Contains(conditions, condition => (string?)condition!["type"] == "Established" && (string?)condition["status"] == "True");

        // The server does not tell what it estimates, only when it is too much: for one rule, or for all together.
        var factor = 1;
        while (factor < 1024 && (verdict = await server.Redefine(Costlier(CurrentServer.Current, factor * 2), "&dryRun=All")).Taken)
            factor *= 2;
        Site.Print($"the rules may cost {factor} times as much as they do; what ends it: {(verdict.Message.Length > 400 ? verdict.Message[..400] : verdict.Message)}");
        Assert.InRange(factor, 2, 1024);
    }

    [Fact]
    public async Task Each_rule_refuses_what_its_twin_refuses_in_its_own_words_alone()
    {
        Assert.Equal(CelRules.All.Select(rule => rule.Name).Distinct().Order(), Broken.Select(row => row.Rule).Distinct().Order());
        List<string> differ = [];
        foreach (var (rule, change) in Broken)
        {
            var verdict = await server.Create(CurrentServer.Resource(change, "rules"), dryRun: true);
            var told = verdict.Causes.Select(cause => CelRules.All.SingleOrDefault(known => cause.Message == $"Invalid value: {known.Message}")?.Name).ToArray();
            var twins = Validation.Check(Manifest.Resource(change)).Where(violation => violation.Severity == Severity.Error).Select(violation => violation.Reason);
            if (!told.Contains(rule) || told.Length != told.Distinct().Count() || told.Except(twins).Any())
                differ.Add($"{rule}: {change}: {verdict.Status} {verdict.Message}");
        }

        Site.Print($"{CelRules.All.Count} rules in CEL, {Broken.Length} examples");
        Assert.Empty(differ);
    }

    [Fact]
    public async Task What_keeps_the_rules_is_taken()
    {
        var warned = RuleExamples.Broken.Select(row => row.Data.Item2)
            .Where(change => !Validation.Check(Manifest.Resource(change)).Any(violation => violation.Severity == Severity.Error));
        List<string> refused = [];
        foreach (var change in RuleExamples.Kept.Select(row => row.Data).Concat(warned))
        {
            var verdict = await server.Create(CurrentServer.Resource(change, "rules"), dryRun: true);
            if (!verdict.Taken)
                refused.Add($"{change}: {verdict.Message}");
        }

        Assert.Empty(refused);
    }

    [Theory]
    [MemberData(nameof(Durations))]
    public async Task A_malformed_duration_is_told_once_by_its_pattern(string field, string change)
    {
        foreach (var malformed in new[] { "soon", "''", "1d", "'90'", "-1h", "1.5h", "1h 1m", "1m1h", "9999999999h" })
        {
            var verdict = await server.Create(CurrentServer.Resource(change.Replace("#", malformed, StringComparison.Ordinal), "rules"), dryRun: true);
            var (place, message) = Assert.Single(verdict.Causes);
            Assert.Equal(field, place);
            Assert.Contains("should match", message, StringComparison.Ordinal);
        }
    }

    // A rule that stumbles refuses too, but says "no such key" of itself and nothing of the resource.
    [Fact]
    public async Task No_field_that_is_left_out_makes_a_rule_stumble()
    {
        var resources = RuleExamples.Kept.Select(row => row.Data).Concat(Broken.Select(row => row.Change)).Distinct()
            .SelectMany(change => WithoutEach(CurrentServer.Resource(change, "rules"))).DistinctBy(resource => resource.ToJsonString()).ToArray();
        Site.Print($"{resources.Length} resources");
        var stumbled = new System.Collections.Concurrent.ConcurrentBag<string>();
        await Parallel.ForEachAsync(resources, TestContext.Current.CancellationToken, async (resource, _) =>
        {
            var verdict = await server.Create(resource, dryRun: true);
            foreach (var cause in verdict.Causes.Where(cause => cause.Message.Contains("evaluating rule", StringComparison.Ordinal)))
                stumbled.Add($"{cause.Field}: {cause.Message} with {resource["spec"]!.ToJsonString()}");
            if (!verdict.Taken && verdict.Causes.Count == 0)
                stumbled.Add($"{verdict.Status}: {verdict.Message} with {resource["spec"]!.ToJsonString()}");
        });

        Assert.Empty(stumbled);
    }

    private static IEnumerable<JsonObject> WithoutEach(JsonObject resource)
    {
        foreach (var path in Paths(resource["spec"]!, []))
        {
            var without = resource.DeepClone().AsObject();
            var parent = path.SkipLast(1).Aggregate(without["spec"]!, (node, step) => step is int index ? node[index]! : node[(string)step]!);
            if (path[^1] is int at)
                parent.AsArray().RemoveAt(at);
            else
                parent.AsObject().Remove((string)path[^1]);
            yield return without;
        }
    }

    private static IEnumerable<object[]> Paths(JsonNode node, object[] at) => node switch
    {
        JsonObject map => map.SelectMany(entry => Below(entry.Value, [.. at, entry.Key])),
        JsonArray list => list.SelectMany((item, index) => Below(item, [.. at, index])),
        _ => [],
    };

    private static IEnumerable<object[]> Below(JsonNode? node, object[] at) => node is null ? [at] : [at, .. Paths(node, at)];

    private static JsonObject Costlier(JsonObject definition, int factor)
    {
        var copy = definition.DeepClone().AsObject();
        foreach (var rule in Rules(copy))
            rule["rule"] = string.Join(" && ", Enumerable.Repeat($"({rule["rule"]})", factor));
        return copy;
    }

    private static IEnumerable<JsonObject> Rules(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(entry =>
            entry.Key == "x-kubernetes-validations" ? entry.Value!.AsArray().Select(rule => rule!.AsObject()) : Rules(entry.Value)),
        JsonArray list => list.SelectMany(Rules),
        _ => [],
    };
}
