using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace MailOperator.Yaml;

/// <summary>
/// Reads YAML, and JSON as its subset, into JSON values as <c>kubectl</c> understands them. Aliases are refused:
/// manifests do without them, and they can make a small text into a huge object.
/// </summary>
public static class YamlReader
{
    /// <summary>All documents of a text; empty ones are left out.</summary>
    /// <exception cref="YamlSyntaxException">The text is no YAML, has an alias, a tag or a duplicate key, or nests too deep.</exception>
    public static IReadOnlyList<YamlDocument> Read(string text)
    {
        // The parser takes it for the end of the text, and leaves out what follows.
        if (text.IndexOf('\0', StringComparison.Ordinal) is var nul and >= 0)
            throw new YamlSyntaxException("there is a NUL character", PlaceAt(text, nul), isYaml: false);
        var stream = new YamlStream();
        var scanner = new Scanner(new StringReader(text), skipComments: true);
        try
        {
            stream.Load(new AliasGuard(new Parser(scanner)));
        }
        catch (YamlException exception)
        {
            var isYaml = exception is not (SyntaxErrorException or SemanticErrorException);
            var message = (exception.InnerException?.Message ?? exception.Message).TrimEnd('.');
            throw new YamlSyntaxException(message, Place(FaultMark(exception, scanner)), isYaml);
        }
        catch (InvalidOperationException)
        {
            // From the depths of the parser, such as for a list in brackets that is not closed.
            throw new YamlSyntaxException("what stands here fits nothing before it", Place(scanner.CurrentPosition), isYaml: false);
        }

        return [.. stream.Documents.Select(document => Convert(document.RootNode)).Where(document => document.Root is not null)];
    }

    /// <summary>The path of a field below another.</summary>
    public static string Below(string path, string field) => path.Length == 0 ? field : $"{path}.{field}";

    /// <summary>The path of an item of a list.</summary>
    public static string Below(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");

    // A token that was not expected starts where the fault is. What is wrong within a token shows at its end, but for a quote that is never
    // closed. Of a tab, YamlDotNet tells no place.
    private static Mark FaultMark(YamlException exception, Scanner scanner) => exception switch
    {
        _ when exception.End.Equals(Mark.Empty) => scanner.CurrentPosition,
        SyntaxErrorException when !exception.Message.Contains("end of stream", StringComparison.Ordinal) => exception.End,
        _ => exception.Start,
    };

    private static YamlDocument Convert(YamlNode root)
    {
        var places = new Dictionary<string, TextPlace>(StringComparer.Ordinal);
        return new YamlDocument(Value(root, "", places), places);
    }

    private static JsonNode? Value(YamlNode node, string path, Dictionary<string, TextPlace> places)
    {
        places.TryAdd(path, Place(node.Start));
        return node switch
        {
            YamlMappingNode map => Map(map, path, places),
            YamlSequenceNode list =>
                new JsonArray([.. list.Children.Select((item, index) => Value(item, Below(path, index), places))]),
            YamlScalarNode { Style: ScalarStyle.Plain, Tag.IsEmpty: true } plain => PlainScalar.Resolve(plain.Value ?? ""),
            YamlScalarNode quotedOrTagged => JsonValue.Create(quotedOrTagged.Value),
            _ => throw new YamlSyntaxException("unexpected kind of node", Place(node.Start), isYaml: true),
        };
    }

    private static JsonObject Map(YamlMappingNode map, string path, Dictionary<string, TextPlace> places)
    {
        var json = new JsonObject();
        foreach (var (key, value) in map.Children)
        {
            if (key is not YamlScalarNode { Value: { } name })
                throw new YamlSyntaxException("a key must be text", Place(key.Start), isYaml: true);
            var below = Below(path, name);
            places[below] = Place(key.Start);
            if (!json.TryAdd(name, Value(value, below, places)))
                throw new YamlSyntaxException($"duplicate key {name}", Place(key.Start), isYaml: true);
        }
        return json;
    }

    private static TextPlace PlaceAt(string text, int index) =>
        new(text.AsSpan(0, index).Count('\n') + 1, index - text.AsSpan(0, index).LastIndexOf('\n'));

    private static TextPlace Place(Mark mark) => new(mark.Line, mark.Column);
}
