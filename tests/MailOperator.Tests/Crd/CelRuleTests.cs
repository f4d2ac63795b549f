using System.Text.RegularExpressions;
using MailOperator.Api;
using MailOperator.Crd;

namespace MailOperator.Tests.Crd;

/// <summary>
/// Rules in CEL whose evaluation fails refuse the resource too, but tell of the rule and not of the fault: "no such key". What an API
/// server makes of them is tried in tests/Integration.
/// </summary>
public sealed partial class CelRuleTests
{
    [Fact]
    public void No_rule_reads_a_field_that_may_be_absent_without_asking() =>
        Assert.Empty(Rules(ResourceSchema.Undocumented).SelectMany(rule => Unasked(rule.Rule.Rule, rule.On).Select(path => $"{rule.Rule.Name}: {path}")));

    [Theory]
    [InlineData("!self.enabled || self.allowedSources.size() > 0", "self.allowedSources")]
    [InlineData("!self.enabled || (has(self.allowedSources) && self.allowedSources.size() > 0)")]
    public void A_field_that_may_be_absent_is_found_in_a_rule(string rule, params string[] found)
    {
        var proxyProtocol = new SchemaBuilder(XmlDocumentation.Empty, withDefaults: true).Object(typeof(ProxyProtocolSpec));

        Assert.Equal(found, Unasked(rule, proxyProtocol));
    }

    // An API server evaluates rules also of a text that the pattern of its field refuses.
    [Fact]
    public void No_rule_reads_a_duration_without_asking_whether_it_is_one()
    {
        var unasked =
            from rule in Rules(ResourceSchema.Undocumented).Select(rule => rule.Rule)
            from Match read in DurationOf().Matches(rule.Rule)
            where !rule.Rule.Contains($"!{read.Groups["field"].Value}{FieldPatterns.IsDuration}", StringComparison.Ordinal)
            select $"{rule.Name}: {read.Value}";

        Assert.Empty(unasked);
    }

    // Evaluated at each write of a resource, also of one that an older definition took: of its status, labels and finalizers.
    [Fact]
    public void The_rules_of_names_are_for_what_is_created() =>
        Assert.All(ResourceSchema.Undocumented.Rules, rule => Assert.StartsWith("has(self.status) || ", rule.Rule, StringComparison.Ordinal));

    private static IEnumerable<(CelRule Rule, SchemaNode On)> Rules(SchemaNode schema) =>
    [
        .. schema.Rules.Select(rule => (rule, schema)),
        .. (schema.Fields ?? []).SelectMany(field => Rules(field.Schema)),
        .. schema.Items is { } items ? Rules(items) : [],
        .. schema.Values is { } values ? Rules(values) : [],
    ];

    /// <summary>The paths of a rule to fields that are neither required nor have a default, and of which it never asks has().</summary>
    private static IEnumerable<string> Unasked(string rule, SchemaNode self)
    {
        var text = Literal().Replace(rule, "''");
        var roots = new Dictionary<string, SchemaNode> { ["self"] = self };
        foreach (Match loop in Loop().Matches(text))
            roots[loop.Groups["item"].Value] = Steps(loop.Groups["list"].Value, roots).Last().Schema.Items!;
        return
            from Match read in Read().Matches(text)
            from step in Steps(read.Value, roots)
            where step.MayBeAbsent && !text.Contains($"has({step.Path})", StringComparison.Ordinal)
            select step.Path;
    }

    private static IEnumerable<(string Path, SchemaNode Schema, bool MayBeAbsent)> Steps(string path, Dictionary<string, SchemaNode> roots)
    {
        var parts = Part().Matches(path).Select(part => part.Value).ToArray();
        var (at, schema) = (parts[0], roots[parts[0]]);
        foreach (var part in parts.Skip(1))
        {
            at += part;
            // Of the metadata the API server alone knows the schema, and a name there is always.
            if (part[0] == '.' && schema.Fields is null)
                yield break;
            var field = part[0] == '.' ? schema.Fields!.Single(field => field.Name == part[1..]) : null;
            schema = field?.Schema ?? schema.Items!;
            yield return (at, schema, field is { Required: false, Schema.Default: null } && at != "self.metadata");
        }
    }

    [GeneratedRegex("'[^']*'")]
    private static partial Regex Literal();

    [GeneratedRegex(@"(?<list>\w+(\.\w+|\[\d\])+)\.exists\((?<item>\w+),")]
    private static partial Regex Loop();

    // Up to a call.
    [GeneratedRegex(@"(?<![\w.'])[a-z]+(\.[a-zA-Z]+\b(?!\()|\[\d\])+")]
    private static partial Regex Read();

    [GeneratedRegex(@"^\w+|\.\w+|\[\d\]")]
    private static partial Regex Part();

    [GeneratedRegex(@"duration\((?<field>self(\.\w+)+)\)")]
    private static partial Regex DurationOf();
}
