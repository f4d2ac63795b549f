using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MailOperator.Admission;
using MailOperator.Crd;

namespace MailOperator.Tests.Admission;

/// <summary>What comes from outside is bounded before anybody works with it.</summary>
public sealed partial class BoundsTests
{
    [Theory]
    [InlineData("1e3", true)]
    [InlineData("12E-10", true)]
    [InlineData("1e100", false)]
    [InlineData("1e999999999", false)]
    public void An_exponent_of_a_quantity_has_two_digits_at_most(string quantity, bool accepted)
    {
        var document = Assert.Single(ResourceReader.Read(Manifest.Good + $"\n  workload: {{storage: {{size: '{quantity}'}}}}\n"));

        Assert.Equal(accepted, document.IsAccepted);
        Assert.All(document.Violations.Where(_ => !accepted), broken => Assert.Equal(("spec.workload.storage.size", "Malformed"), (broken.Violation.Field, broken.Violation.Reason)));
    }

    [Fact]
    public void A_resource_that_nests_without_end_is_refused_by_its_first_level()
    {
        const int Depth = 5000;
        using var affinity = JsonDocument.Parse(
            string.Concat(Enumerable.Repeat("{\"a\":", Depth)) + "1" + new string('}', Depth), new JsonDocumentOptions { MaxDepth = Depth + 1 });
        var good = Manifest.Resource("");
        var server = good with { Spec = good.Spec with { Workload = good.Spec.Workload with { Affinity = affinity.RootElement } } };

        var violation = Assert.Single(Validation.Check(server), violation => violation.Reason == "Affinity");

        Assert.Equal("spec.workload.affinity.a", violation.Field);
        Assert.Contains("There is no such field", violation.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_that_is_too_long_is_not_looked_through()
    {
        var hosts = new JsonArray([.. Enumerable.Range(0, 200_000).Select(number => (JsonNode)$"h{number}.example.com")]);
        var schema = ResourceSchema.Undocumented.Field("spec")!.Field("certificates")!.Field("sni")!.Items!.Field("hosts")!;

        Assert.Equal(["TooMany"], SchemaCheck.Check(hosts, schema, "hosts").Select(violation => violation.Reason));
    }

    [Fact]
    public void No_object_of_the_definition_takes_fields_that_it_does_not_name() =>
        Assert.DoesNotContain("preserve-unknown-fields", RepositoryFile.Read("crds/mailservertls.yaml"), StringComparison.Ordinal);

    [Fact]
    public void A_service_with_a_line_break_behind_its_name_is_refused()
    {
        var violations = Validation.Check(Manifest.Resource("spec: {postfix: {masterCf: {\"foo/unix\\n\": {command: smtp}}}}"));

        Assert.Contains(violations, violation => violation.Reason == "MasterService");
    }

    // In .NET it also stands before a last line break.
    [Fact]
    public void No_expression_ends_with_a_dollar_sign() => Assert.Empty(
        from file in Directory.EnumerateFiles(Path.Combine(RepositoryFile.Root, "src"), "*.cs", SearchOption.AllDirectories)
        let text = File.ReadAllText(file)
        where text.Contains("Regex", StringComparison.Ordinal) && Path.GetFileName(file) != "FieldPatterns.cs"
        from Match end in EndOfExpression().Matches(text)
        select $"{file}: {end.Value}");

    [GeneratedRegex("""[^$"(]\$"(?=,|\)\]|\);|\s*\))""")]
    private static partial Regex EndOfExpression();
}
