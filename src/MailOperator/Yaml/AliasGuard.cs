using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace MailOperator.Yaml;

/// <summary>
/// Refuses, as they are parsed, aliases before they are multiplied, nesting before a reader that calls itself runs out of stack, and tags
/// that would make a value something else than it looks like.
/// </summary>
internal sealed class AliasGuard(IParser parser) : IParser
{
    private const int DeepestNesting = 64;

    private const string Core = "tag:yaml.org,2002:";

    private int _depth;

    public ParsingEvent? Current => parser.Current;

    public bool MoveNext()
    {
        var moved = parser.MoveNext();
        if (moved && parser.Current is AnchorAlias alias)
            throw new YamlException(alias.Start, alias.End, $"the alias *{alias.Value} is not allowed: write the value out");
        if (moved && parser.Current is NodeEvent tagged && !IsPlain(tagged))
            throw new YamlException(tagged.Start, tagged.End, $"the tag {Short(tagged.Tag)} is not allowed: leave it out");
        if (moved && parser.Current is NodeEvent node && _depth > DeepestNesting)
            throw new YamlException(node.Start, node.End, "nested deeper than 64 levels");
        if (moved)
            _depth += parser.Current switch { MappingStart or SequenceStart => 1, MappingEnd or SequenceEnd => -1, _ => 0 };
        return moved;
    }

    // YAML 1.2.2, section 10.1: the tags of the failsafe schema say no more than the node does, but that a scalar is text.
    private static bool IsPlain(NodeEvent node) => node.Tag.IsEmpty || node.Tag.IsNonSpecific || node.Tag.Value == Core + node switch
    {
        MappingStart => "map",
        SequenceStart => "seq",
        _ => "str",
    };

    private static string Short(TagName tag) =>
        tag.Value.StartsWith(Core, StringComparison.Ordinal) ? $"!!{tag.Value[Core.Length..]}" : tag.Value;
}
