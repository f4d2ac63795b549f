using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace MailOperator.Yaml;

/// <summary>Refuses aliases as they are parsed, before they are multiplied.</summary>
internal sealed class AliasGuard(IParser parser) : IParser
{
    public ParsingEvent? Current => parser.Current;

    public bool MoveNext()
    {
        var moved = parser.MoveNext();
        if (moved && parser.Current is AnchorAlias alias)
            throw new YamlException(alias.Start, alias.End, $"the alias *{alias.Value} is not allowed: write the value out");
        return moved;
    }
}
