using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace MailOperator.Yaml;

/// <summary>Writes JSON values as YAML in block style: keys in the order given, texts quoted where another type could be read.</summary>
public static class YamlWriter
{
    private static readonly EmitterSettings Settings = new EmitterSettings()
        .WithBestIndent(2).WithBestWidth(int.MaxValue).WithNewLine("\n").WithMaxSimpleKeyLength(1024);

    /// <summary>One document, without a marker, ended by a newline.</summary>
    public static string Write(JsonNode value)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        var emitter = new Emitter(text, Settings);
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        Emit(emitter, value);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return text.ToString();
    }

    /// <summary>Several documents, each begun by <c>---</c>.</summary>
    public static string WriteAll(IEnumerable<JsonNode> values) => string.Concat(values.Select(value => "---\n" + Write(value)));

    private static void Emit(Emitter emitter, JsonNode? value)
    {
        switch (value)
        {
            case JsonObject map:
                emitter.Emit(new MappingStart(null, null, true, map.Count == 0 ? MappingStyle.Flow : MappingStyle.Block));
                foreach (var (key, item) in map)
                {
                    emitter.Emit(Key(key));
                    Emit(emitter, item);
                }
                emitter.Emit(new MappingEnd());
                break;
            case JsonArray list:
                emitter.Emit(new SequenceStart(null, null, true, list.Count == 0 ? SequenceStyle.Flow : SequenceStyle.Block));
                foreach (var item in list) Emit(emitter, item);
                emitter.Emit(new SequenceEnd());
                break;
            case null:
                emitter.Emit(Plain("null"));
                break;
            case var scalar when scalar.GetValueKind() == JsonValueKind.String:
                emitter.Emit(Text(scalar.GetValue<string>()));
                break;
            case var scalar:
                emitter.Emit(Plain(scalar.ToJsonString()));
                break;
        }
    }

    private static Scalar Plain(string text) => new(null, null, text, ScalarStyle.Plain, true, false);

    // YamlDotNet refuses to read `a *: b`, a star that would begin an alias elsewhere.
    private static Scalar Key(string text) => text.Contains(' ', StringComparison.Ordinal)
        ? new(null, null, text, ScalarStyle.DoubleQuoted, true, true)
        : Text(text);

    private static Scalar Text(string text) => new(null, null, text, Style(text), true, true);

    private static ScalarStyle Style(string text) => text switch
    {
        _ when text.Any(NeedsEscape) => ScalarStyle.DoubleQuoted,
        // A block scalar cannot begin with a space.
        _ when text.Contains('\n', StringComparison.Ordinal) => text[0] is ' ' or '\n' ? ScalarStyle.DoubleQuoted : ScalarStyle.Literal,
        _ => PlainScalar.ReadsAsText(text) ? ScalarStyle.Any : ScalarStyle.DoubleQuoted,
    };

    // Control characters, and what some reader takes for a line break or a byte order mark.
    private static bool NeedsEscape(char letter) => char.IsControl(letter) ? letter != '\n' : letter is '\u2028' or '\u2029' or '\ufeff';
}
