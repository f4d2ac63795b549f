using System.Text.Json.Nodes;
using MailOperator.Admission;
using MailOperator.Crd;

namespace MailOperator.Tests.Crd;

public sealed class SchemaTests
{
    private static readonly SchemaNode Root = ResourceSchema.Build(XmlDocumentation.BesideAssembly());

    [Fact]
    public void Each_field_is_described() =>
        Assert.Empty(Nodes("", Root).Where(node => node.Path is not "metadata" && node.IsField && string.IsNullOrEmpty(node.Schema.Description))
            .Select(node => node.Path));

    // An API server estimates what a CEL rule may cost from these bounds, and refuses a definition whose estimate is too high.
    [Fact]
    public void Each_text_list_and_map_of_the_spec_is_bounded() =>
        Assert.Empty(Nodes("spec", Root.Field("spec")!).Where(node => !IsBounded(node.Schema)).Select(node => node.Path));

    [Fact]
    public void Each_rule_in_CEL_has_a_twin_among_the_rules_of_admission()
    {
        var cel = Nodes("", Root).SelectMany(node => node.Schema.Rules).Select(rule => rule.Name).ToArray();

        Assert.NotEmpty(cel);
        Assert.Empty(cel.Except(Validation.Rules.Where(rule => rule.Severity == Severity.Error).Select(rule => rule.Name)));
    }

    [Fact]
    public void The_message_of_each_rule_in_CEL_says_what_to_do() =>
        Assert.All(Nodes("", Root).SelectMany(node => node.Schema.Rules), rule => Assert.Matches("[:,] |give|must", rule.Message));

    [Fact]
    public void Only_what_has_no_default_is_required() =>
        Assert.All(
            Nodes("", Root).SelectMany(node => node.Schema.Fields ?? []).Where(field => field.Required),
            field => Assert.Null(field.Schema.Default));

    // An API server tries a default on these rules before it puts in the defaults of the fields, and refuses a definition that breaks one.
    [Fact]
    public void A_default_that_rules_judge_is_written_with_the_defaults_of_its_fields()
    {
        var judged = Judged(SchemaJson.Write(Root, withRules: true), Root).ToArray();

        Assert.NotEmpty(judged);
        Assert.All(judged, part => Assert.Equal(Defaults.Apply(part.Value, part.Schema).ToJsonString(), part.Value.ToJsonString()));
    }

    // The parts of the written defaults that have rules, also those inside the default of a larger object.
    private static IEnumerable<(JsonNode Value, SchemaNode Schema)> Judged(JsonObject written, SchemaNode schema) =>
    [
        .. written["default"] is { } value ? Ruled(value, schema) : [],
        .. (schema.Fields ?? []).SelectMany(field => Judged(written["properties"]![field.Name]!.AsObject(), field.Schema)),
        .. schema.Items is { } items ? Judged(written["items"]!.AsObject(), items) : [],
        .. schema.Values is { } values ? Judged(written["additionalProperties"]!.AsObject(), values) : [],
    ];

    private static IEnumerable<(JsonNode Value, SchemaNode Schema)> Ruled(JsonNode value, SchemaNode schema) =>
    [
        .. schema.Rules.Count > 0 ? [(value, schema)] : Array.Empty<(JsonNode, SchemaNode)>(),
        .. (schema.Fields ?? []).Where(field => value[field.Name] is not null).SelectMany(field => Ruled(value[field.Name]!, field.Schema)),
    ];

    private static bool IsBounded(SchemaNode schema) => schema switch
    {
        { Enum: not null } => true,
        { Type: "string" } or { IntOrString: true } => schema.MaxLength is not null,
        { Items: not null } or { Values: not null } => schema.MaxItems is not null,
        _ => true,
    };

    private static IEnumerable<(string Path, SchemaNode Schema, bool IsField)> Nodes(string path, SchemaNode schema, bool isField = true) =>
    [
        (path, schema, isField),
        .. (schema.Fields ?? []).SelectMany(field => Nodes(path.Length == 0 ? field.Name : $"{path}.{field.Name}", field.Schema)),
        .. schema.Items is { } items ? Nodes(path + "[]", items, isField: false) : [],
        .. schema.Values is { } values ? Nodes(path + "{}", values, isField: false) : [],
    ];
}
