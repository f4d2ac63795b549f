using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MailOperator.Crd;
using MailOperator.Yaml;

namespace MailOperator.Admission;

/// <summary>
/// Judges a value by a schema as the API server does, and by one thing more: a field that the schema does not have is a violation,
/// where the API server drops it in silence.
/// </summary>
public static class SchemaCheck
{
    private const string Quoting = " Put it in quotes; unquoted, yes, no, on and off are booleans and digits are numbers.";

    private static readonly ConcurrentDictionary<string, Regex> Expressions = new(StringComparer.Ordinal);

    /// <summary>All violations, in the order of the document; empty when the value fits.</summary>
    public static IEnumerable<Violation> Check(JsonNode? value, SchemaNode schema, string path) => value switch
    {
        null => [Broken(path, "Null", "There is no value. Give one, or remove the field.")],
        _ when schema.IntOrString => CheckIntOrString(value, schema, path),
        _ when schema.Type == "integer" && IsBeyondIntegers(value) => CheckNumber(value, schema, path),
        _ when Kind(value) != schema.Type => [WrongType(value, schema, path)],
        JsonObject map when schema.Values is { } values =>
            [.. CheckCount(map.Count, schema, path), .. map.SelectMany(entry => Check(entry.Value, values, $"{path}[{entry.Key}]"))],
        JsonObject map => CheckFields(map, schema, path),
        JsonArray list => CheckItems(list, schema, path),
        _ when schema.Type == "string" => CheckText(value.GetValue<string>(), schema, path),
        _ when schema.Type == "integer" => CheckNumber(value, schema, path),
        _ => [],
    };

    private static IEnumerable<Violation> CheckFields(JsonObject map, SchemaNode schema, string path)
    {
        foreach (var (name, value) in map)
        {
            var field = schema.Fields?.FirstOrDefault(field => field.Name == name);
            var below = YamlReader.Below(path, name);
            if (field is null && schema.Fields is not null)
                yield return Broken(below, "UnknownField", $"There is no such field.{Suggestion(name, schema.Fields)}");
            // The API server takes null for an absent field.
            else if (field is not null && value is not null)
                foreach (var violation in Check(value, field.Schema, below)) yield return violation;
        }

        foreach (var field in (schema.Fields ?? []).Where(field => field.Required && map[field.Name] is null))
            yield return Broken(YamlReader.Below(path, field.Name), "Required", "The field is missing and has no default. Add it.");
    }

    private static IEnumerable<Violation> CheckItems(JsonArray list, SchemaNode schema, string path)
    {
        foreach (var violation in CheckCount(list.Count, schema, path)) yield return violation;
        // What is too long is not looked through: each item of a set is compared with all others.
        foreach (var (index, item) in list.Take((int)(schema.MaxItems ?? list.Count)).Index())
        {
            foreach (var violation in Check(item, schema.Items!, YamlReader.Below(path, index))) yield return violation;
            if (schema.ListType == "set" && list.Take(index).Any(other => JsonNode.DeepEquals(other, item)))
                yield return Broken(YamlReader.Below(path, index), "Duplicate", "The value is in the list already. Remove one of the two.");
        }
    }

    private static IEnumerable<Violation> CheckCount(int count, SchemaNode schema, string path)
    {
        if (count < schema.MinItems)
            yield return Broken(path, "TooFew", Invariant($"There are {count} entries. Give at least {schema.MinItems}."));
        if (count > schema.MaxItems)
            yield return Broken(path, "TooMany", Invariant($"There are {count} entries. Give at most {schema.MaxItems}."));
    }

    private static IEnumerable<Violation> CheckText(string text, SchemaNode schema, string path)
    {
        if (schema.Enum is { } values && !values.Contains(text, StringComparer.Ordinal))
            yield return Broken(
                path, "UnknownValue", $"{QuotedText.Of(text)} is not one of the values. Give {string.Join(" or ", values)}.");
        if (text.Length < schema.MinLength)
            yield return Broken(path, "TooShort", Invariant($"The text has {text.Length} characters. Give at least {schema.MinLength}."));
        else if (text.Length > schema.MaxLength)
            yield return Broken(path, "TooLong", Invariant($"The text has {text.Length} characters. Give at most {schema.MaxLength}."));
        else if (schema.Pattern is { } pattern && !Expression(pattern).IsMatch(text))
            yield return Broken(path, "Malformed", $"{QuotedText.Of(text)} has the wrong form. {FieldForms.Describe(pattern)}");
        if (schema.Format == "date-time" && !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _))
            yield return Broken(path, "Malformed", "This is no time. Give one such as 2030-01-31T12:00:00Z.");
    }

    private static IEnumerable<Violation> CheckNumber(JsonNode value, SchemaNode schema, string path)
    {
        // An int32 or an int64: what kind() calls an integer may still be too large to be one.
        var limit = schema.Format == "int32" ? int.MaxValue : long.MaxValue;
        var whole = decimal.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number);
        var (least, greatest) = (schema.Minimum ?? -limit, schema.Maximum ?? limit);
        if (!whole || number < least || number > greatest)
            yield return Broken(path, "OutOfRange", Invariant($"{value.ToJsonString()} is out of range. Give {least} to {greatest}."));
    }

    // What does not fit an int64 is read as a fraction, and is none.
    private static bool IsBeyondIntegers(JsonNode value) =>
        value.GetValueKind() == JsonValueKind.Number
        && Math.Abs(double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture)) > long.MaxValue;

    private static IEnumerable<Violation> CheckIntOrString(JsonNode value, SchemaNode schema, string path) => Kind(value) switch
    {
        "string" => CheckText(value.GetValue<string>(), schema, path),
        "integer" => [],
        _ => [Broken(path, "WrongType", $"This is {Article(Kind(value))}, not a quantity. Give a text or a whole number, such as 1Gi, "
            + "250m or 2.")],
    };

    private static Violation WrongType(JsonNode value, SchemaNode schema, string path)
    {
        var hint = (schema.Type, Kind(value)) switch
        {
            ("string", "boolean" or "integer" or "number") => Quoting,
            ("integer" or "boolean", "string") => " Remove the quotes.",
            ("array", _) => " Write a list, each item after a dash.",
            ("object", _) => " Write fields below it.",
            _ => "",
        };
        return Broken(path, "WrongType", $"This is {Article(Kind(value))}; {Article(schema.Type!)} is needed.{hint}");
    }

    private static string Kind(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => value.ToJsonString().AsSpan().IndexOfAny(".eE") < 0 ? "integer" : "number",
    };

    private static string Article(string kind) => kind switch
    {
        "object" => "a map",
        "array" => "a list",
        "string" => "a text",
        "integer" => "a whole number",
        "boolean" => "true or false",
        _ => "a fraction",
    };

    private static string Suggestion(string name, IReadOnlyList<SchemaField> fields)
    {
        var names = fields.Select(field => field.Name).ToArray();
        if (Postfix.NearestName.Of(name, names) is { } near) return $" Did you mean {near}?";
        return names.Length == 0 ? " Remove it." : $" Remove it; the fields here are {string.Join(", ", names)}.";
    }

    /// <summary>In .NET a closing <c>$</c> also stands before a last line break, in RE2 it does not.</summary>
    private static Regex Expression(string pattern) => Expressions.GetOrAdd(pattern, static text =>
        new Regex(text.EndsWith('$') ? text[..^1] + "\\z" : text, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking));

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private static Violation Broken(string path, string reason, string message) => new(path, reason, message, Severity.Error);
}
