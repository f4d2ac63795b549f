using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using MailOperator.Yaml;

namespace MailOperator.Commands;

/// <summary>The forms of output.</summary>
internal static class OutputFormat
{
    /// <summary>YAML, for people and for GitOps.</summary>
    public const string Yaml = "yaml";

    /// <summary>JSON, for programs.</summary>
    public const string Json = "json";

    /// <summary>Aligned columns, for people.</summary>
    public const string Table = "table";

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The option <c>--output</c>; the first of the forms is the default.</summary>
    public static Option<string> Option(params string[] forms)
    {
        var option = new Option<string>("--output", "-o")
        {
            Description = "Form of the output.",
            HelpName = string.Join('|', forms),
            DefaultValueFactory = _ => forms[0],
        };
        return option.AcceptOnlyFromAmong(forms);
    }

    /// <summary>A value as one document.</summary>
    public static string Write(JsonNode value, string form) =>
        form == Json ? value.ToJsonString(Indented) + "\n" : YamlWriter.Write(value);
}
