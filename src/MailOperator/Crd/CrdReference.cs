using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using MailOperator.Api;

namespace MailOperator.Crd;

/// <summary>Writes the reference of the custom resource: a table of fields for each object, in Markdown.</summary>
public static class CrdReference
{
    /// <summary>The whole page.</summary>
    public static string Write(XmlDocumentation documentation)
    {
        var root = ResourceSchema.Build(documentation);
        var page = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"# {MailServerTls.KindName}\n\n")
            .Append(CultureInfo.InvariantCulture, $"`{MailServerTls.GroupVersion}`, short name `mst`. Generated from the code: ")
            .Append("change the documentation of the records in `src/MailOperator/Api`, not this page.\n\n")
            .Append(root.Description).Append('\n');
        foreach (var name in new[] { "spec", "status" }) WriteObject(page, name, root.Field(name)!);
        WriteRules(page, root);
        return page.ToString();
    }

    private static void WriteObject(StringBuilder page, string path, SchemaNode schema)
    {
        var fields = schema.Fields ?? [];
        page.Append(CultureInfo.InvariantCulture, $"\n## {path}\n\n{schema.Description}\n\n");
        page.Append("| field | type | default | meaning |\n| --- | --- | --- | --- |\n");
        foreach (var field in fields)
        {
            page.Append(CultureInfo.InvariantCulture, $"| `{field.Name}` | {Type(field.Schema)} | {Default(field)} | ");
            page.Append(Cell(field.Schema.Description)).Append(Cell(Bounds(field.Schema))).Append(" |\n");
        }
        foreach (var field in fields)
        {
            if (field.Schema.Fields is { Count: > 0 }) WriteObject(page, $"{path}.{field.Name}", field.Schema);
            if (field.Schema.Items?.Fields is { Count: > 0 }) WriteObject(page, $"{path}.{field.Name}[]", field.Schema.Items);
        }
    }

    private static void WriteRules(StringBuilder page, SchemaNode root)
    {
        page.Append("\n## Rules in CEL\n\nAPI servers from 1.25 refuse what breaks these. The operator judges by all of them, and by "
            + "more, itself.\n\n");
        page.Append("| rule | where | message |\n| --- | --- | --- |\n");
        foreach (var (path, rule) in Rules("", root))
            page.Append(CultureInfo.InvariantCulture, $"| {rule.Name} | `{(path.Length == 0 ? "." : path)}` | {Cell(rule.Message)} |\n");
    }

    private static IEnumerable<(string Path, CelRule Rule)> Rules(string path, SchemaNode schema) =>
    [
        .. schema.Rules.Select(rule => (path, rule)),
        .. (schema.Fields ?? []).SelectMany(field => Rules(path.Length == 0 ? field.Name : $"{path}.{field.Name}", field.Schema)),
        .. schema.Items is { } items ? Rules(path + "[]", items) : [],
    ];

    private static string Type(SchemaNode schema) => schema switch
    {
        { IntOrString: true } => "quantity",
        { Items: { } items } => "list of " + Type(items),
        { Values: { } values } => "map of " + Type(values),
        { Format: "date-time" } => "time",
        { Pattern: FieldPatterns.Duration } => "duration",
        { Enum: not null } => "enum",
        _ => schema.Type!,
    };

    private static string Default(SchemaField field) => field switch
    {
        { Required: true } => "required",
        { Schema.Default: null or JsonObject { Count: 0 } } => "",
        _ => $"`{field.Schema.Default.ToJsonString().Trim('"')}`",
    };

    private static string Bounds(SchemaNode schema)
    {
        var scalar = schema.Items ?? schema.Values ?? schema;
        string[] bounds =
        [
            scalar.Enum is { } values ? $"One of {string.Join(", ", values)}." : "",
            Range(scalar.Minimum, scalar.Maximum, ""),
            Range(schema.MinItems, schema.MaxItems, " entries"),
            scalar.Enum is null && scalar.Pattern != FieldPatterns.Duration ? Range(scalar.MinLength, scalar.MaxLength, " characters") : "",
        ];
        var text = string.Join(' ', bounds.Where(bound => bound.Length > 0));
        return text.Length == 0 ? "" : $" *{text}*";
    }

    private static string Range(long? least, long? greatest, string unit) => (least, greatest) switch
    {
        (null, null) => "",
        (null, _) => string.Create(CultureInfo.InvariantCulture, $"At most {greatest}{unit}."),
        (_, null) => string.Create(CultureInfo.InvariantCulture, $"At least {least}{unit}."),
        _ => string.Create(CultureInfo.InvariantCulture, $"{least} to {greatest}{unit}."),
    };

    /// <summary>A table's cell is one line; enumerations have one line for each value.</summary>
    private static string Cell(string? text) => (text ?? "")
        .Replace("|", "\\|", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace("\n", "<br>", StringComparison.Ordinal);
}
