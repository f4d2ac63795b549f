namespace MailOperator.Postfix.Configuration.Expansion;

/// <summary>A part of a value (postconf(5), "the general format of the main.cf file").</summary>
/// <param name="Offset">Where it begins in the value.</param>
public abstract record ValueNode(int Offset);

/// <summary>Text that stands for itself; <c>$$</c> is one <c>$</c>.</summary>
/// <param name="Offset">Where it begins in the value.</param>
/// <param name="Text">The text.</param>
public sealed record TextNode(int Offset, string Text) : ValueNode(Offset);

/// <summary>The value of a parameter: <c>$name</c>, <c>${name}</c>, <c>$(name)</c>.</summary>
/// <param name="Offset">Where it begins in the value.</param>
/// <param name="Name">The parameter.</param>
public sealed record ReferenceNode(int Offset, string Name) : ValueNode(Offset);

/// <summary>A comparison: <c>{left} == {right}</c>. Numbers compare as numbers where both sides are digits, else text compares.</summary>
/// <param name="Offset">Where it begins in the value.</param>
/// <param name="Left">The left side.</param>
/// <param name="Operator">One of <c>== != &lt; &lt;= &gt;= &gt;</c>.</param>
/// <param name="OfLevels">Whether compatibility levels are compared: the operator has the suffix <c>level</c> (since Postfix 3.6).</param>
/// <param name="Right">The right side.</param>
public sealed record ComparisonNode(
    int Offset, IReadOnlyList<ValueNode> Left, string Operator, bool OfLevels, IReadOnlyList<ValueNode> Right)
    : ValueNode(Offset);

/// <summary>
/// One text or another: <c>${name?text}</c>, <c>${name:text}</c>, <c>${name?{text}:{text}}</c>, and the same with a comparison.
/// </summary>
/// <param name="Offset">Where it begins in the value.</param>
/// <param name="Condition">A reference, which holds when its value is not empty, or a comparison.</param>
/// <param name="Then">What stands when the condition holds; null for nothing.</param>
/// <param name="Otherwise">What stands when it does not; null for nothing.</param>
public sealed record ConditionalNode(
    int Offset, ValueNode Condition, IReadOnlyList<ValueNode>? Then, IReadOnlyList<ValueNode>? Otherwise) : ValueNode(Offset);

/// <summary>A function: <c>${name{text}}</c> (since Postfix 3.11).</summary>
/// <param name="Offset">Where it begins in the value.</param>
/// <param name="Name">The function.</param>
/// <param name="Argument">What it is given.</param>
public sealed record FunctionNode(int Offset, string Name, IReadOnlyList<ValueNode> Argument) : ValueNode(Offset);

/// <summary>What cannot be read. Postfix ends at it when it comes to expand it.</summary>
/// <param name="Offset">Where it is in the value.</param>
/// <param name="Message">What is wrong.</param>
public sealed record MalformedNode(int Offset, string Message) : ValueNode(Offset)
{
    /// <summary>The parts of it that can be read.</summary>
    public IReadOnlyList<ValueNode> Before { get; init; } = [];
}
