using System.Text;

namespace MailOperator.Postfix.Configuration.Expansion;

/// <summary>
/// Fills in the references of a value as Postfix does: those within what is filled in too, in order, and of a condition only what
/// stands. Bounded: <see cref="LongestResult"/> and <see cref="MostWork"/> end it.
/// </summary>
public sealed class ValueExpansion
{
    /// <summary>The longest result in characters.</summary>
    public const int LongestResult = 64 * 1024;

    /// <summary>The most parts of values, and characters within them, that are looked at.</summary>
    public const int MostWork = 512 * 1024;

    private readonly ExpansionScope _scope;
    private readonly List<ExpansionProblem> _problems = [];
    private int _work;

    // Of the value that is expanded: where the reference is that led to the present one, and the parameter that it led to.
    private int _root = -1;
    private string? _within;

    private ValueExpansion(ExpansionScope scope) => _scope = scope;

    /// <summary>Expands a value.</summary>
    public static ExpandedValue Expand(string value, ExpansionScope scope)
    {
        var expansion = new ValueExpansion(scope);
        var text = new StringBuilder();
        var complete = expansion.Value(value, text, 0);
        return new(complete ? text.ToString() : null, expansion._problems);
    }

    /// <summary>Appends a value. False where there is no result.</summary>
    private bool Value(string value, StringBuilder text, int depth)
    {
        _work += value.Length;
        return _work <= MostWork ? Nodes(ValueParser.Parse(value), text, depth) : TooLong(new TextNode(0, value));
    }

    private bool Nodes(IReadOnlyList<ValueNode> nodes, StringBuilder text, int depth)
    {
        foreach (var node in nodes)
        {
            if (++_work > MostWork || text.Length > LongestResult)
                return TooLong(node);
            if (depth > ValueParser.Deepest)
            {
                return Fail(
                    ExpansionFault.TooDeep, node, "refers to itself, or is nested more than a hundred times.", "Write the value out.");
            }
            if (!Node(node, text, depth))
                return false;
        }
        return true;
    }

    private bool Node(ValueNode node, StringBuilder text, int depth)
    {
        switch (node)
        {
            case TextNode literal:
                text.Append(_scope.KeepsUnset ? literal.Text.Replace("$", "$$", StringComparison.Ordinal) : literal.Text);
                return true;
            case ReferenceNode reference:
                return Reference(reference, text, depth);
            case ComparisonNode comparison:
                if (Compare(comparison, depth) is not { } holds)
                    return false;
                text.Append(holds ? "true" : "");
                return true;
            case ConditionalNode conditional:
                if (Holds(conditional.Condition, depth) is not { } condition)
                    return false;
                return (condition ? conditional.Then : conditional.Otherwise) is not { } taken || Nodes(taken, text, depth + 1);
            case FunctionNode function:
                return Function(function, text, depth);
            default:
                return Fail(
                    ExpansionFault.Malformed, node, ((MalformedNode)node).Message, "See postconf(5), the general format of main.cf.");
        }
    }

    private bool Reference(ReferenceNode reference, StringBuilder text, int depth)
    {
        if (_scope.ValueOf(reference.Name) is not { } value)
        {
            if (_scope.KeepsUnset)
            {
                text.Append("${").Append(reference.Name).Append('}');
                return true;
            }
            _problems.Add(new(
                ExpansionFault.Undefined, _root < 0 ? reference.Offset : _root, reference.Name,
                $"refers to ${Source.Printable.Word(reference.Name)}, which nothing sets: nothing stands there.",
                "Set it, or remove the reference."));
            return true;
        }
        if (_scope.IsRaw(reference.Name))
        {
            text.Append(value);
            return true;
        }
        var outermost = _root < 0;
        if (outermost)
            (_root, _within) = (reference.Offset, reference.Name);
        var complete = Value(value, text, depth + 1);
        if (outermost)
            _root = -1;
        return complete;
    }

    private bool? Holds(ValueNode condition, int depth) => _scope.Decide is { } decide ? decide((condition as ReferenceNode)?.Name)
        : condition is ReferenceNode reference ? !string.IsNullOrEmpty(_scope.ValueOf(reference.Name))
        : Compare((ComparisonNode)condition, depth);

    private bool? Compare(ComparisonNode comparison, int depth)
    {
        var (left, right) = (new StringBuilder(), new StringBuilder());
        if (!Nodes(comparison.Left, left, depth + 1) || !Nodes(comparison.Right, right, depth + 1))
            return null;
        if (Comparison.Of(left.ToString(), comparison.Operator, right.ToString(), comparison.OfLevels) is { } holds)
            return holds;
        Fail(
            ExpansionFault.Malformed, comparison, "compares what is no compatibility level, or a number out of range.",
            "Compare levels such as 3.10.");
        return null;
    }

    private bool Function(FunctionNode function, StringBuilder text, int depth)
    {
        // With ASCII, which names of domains are in nearly every configuration, the function changes nothing.
        var argument = new StringBuilder();
        if (!_scope.HasFunctions || function.Name != "domain_to_ascii")
            return Fail(ExpansionFault.Malformed, function, "has a function that this release does not have.", "Write the value out.");
        if (!Nodes(function.Argument, argument, depth + 1))
            return false;
        text.Append(argument);
        return Ascii.IsValid(argument.ToString())
            || Fail(
                ExpansionFault.Malformed, function, "has a function of a name beyond ASCII, which is not worked out here.",
                "Write the name with xn--.");
    }

    private bool TooLong(ValueNode node) => Fail(ExpansionFault.TooLong, node, "becomes very long.", "Write the value out.");

    private bool Fail(ExpansionFault fault, ValueNode node, string message, string remedy)
    {
        _problems.Add(new(fault, _root < 0 ? node.Offset : _root, _root < 0 ? null : _within, message, remedy));
        return false;
    }
}
