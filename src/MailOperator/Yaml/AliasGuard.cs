using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace MailOperator.Yaml;

/// <summary>
/// Refuses, as they are parsed, aliases before they are multiplied, and nesting before a reader that calls itself runs out of stack.
/// </summary>
internal sealed class AliasGuard(IParser parser) : IParser
{
    private const int DeepestNesting = 64;

    private int _depth;

    public ParsingEvent? Current => parser.Current;

    public bool MoveNext()
    {
        var moved = parser.MoveNext();
        if (moved && parser.Current is AnchorAlias alias)
            throw new YamlException(alias.Start, alias.End, $"the alias *{alias.Value} is not allowed: write the value out");
        if (moved && parser.Current is NodeEvent node && _depth > DeepestNesting)
            throw new YamlException(node.Start, node.End, "nested deeper than 64 levels");
        if (moved)
            _depth += parser.Current switch { MappingStart or SequenceStart => 1, MappingEnd or SequenceEnd => -1, _ => 0 };
        return moved;
    }
}
