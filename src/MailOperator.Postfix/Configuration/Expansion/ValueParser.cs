namespace MailOperator.Postfix.Configuration.Expansion;

/// <summary>
/// Reads the references and conditions of a value. What cannot be read is a <see cref="MalformedNode"/>, the last of its list.
/// </summary>
public sealed class ValueParser
{
    /// <summary>Postfix refuses what is nested deeper.</summary>
    internal const int Deepest = 100;

    private const string OperatorCharacters = "<>!=?+-*/~&|%";
    private readonly string _value;

    private ValueParser(string value) => _value = value;

    /// <summary>The parts of a value.</summary>
    public static IReadOnlyList<ValueNode> Parse(string value) => new ValueParser(value).Nodes(0, value.Length, 0);

    private List<ValueNode> Nodes(int start, int end, int depth)
    {
        var nodes = new List<ValueNode>();
        if (depth > Deepest)
        {
            nodes.Add(new MalformedNode(start, "is nested too deeply."));
            return nodes;
        }
        var text = new System.Text.StringBuilder();
        var textStart = start;
        var at = start;
        while (at < end)
        {
            if (_value[at] != '$' || (at + 1 < end && _value[at + 1] == '$'))
            {
                if (text.Length == 0)
                    textStart = at;
                text.Append(_value[at]);
                at += _value[at] == '$' ? 2 : 1;
                continue;
            }
            Flush();
            var node = Reference(at, end, depth, out at);
            nodes.Add(node);
            if (node is MalformedNode)
                return nodes;
        }
        Flush();
        return nodes;

        void Flush()
        {
            if (text.Length > 0)
                nodes.Add(new TextNode(textStart, text.ToString()));
            text.Clear();
        }
    }

    private ValueNode Reference(int dollar, int end, int depth, out int next)
    {
        var open = dollar + 1;
        if (open < end && _value[open] is '{' or '(')
        {
            next = Close(open, end) + 1;
            if (next == 0)
                return new MalformedNode(dollar, $"has a '${_value[open]}' that is not closed.");
            return next - 1 == open + 1
                ? new MalformedNode(dollar, "has a reference without a name.")
                : Expression(dollar, open + 1, next - 1, depth);
        }
        next = open;
        while (next < end && IsNameCharacter(_value[next]))
            next++;
        return next == open
            ? new MalformedNode(dollar, "has a '$' without a name behind it; '$$' is the character itself.")
            : new ReferenceNode(dollar, _value[open..next]);
    }

    /// <summary>What is within the parentheses of a reference.</summary>
    private ValueNode Expression(int dollar, int start, int end, int depth)
    {
        var at = SkipBlanks(start, end);
        ValueNode condition;
        if (at < end && _value[at] == '{')
        {
            condition = Comparison(ref at, end, depth);
            if (condition is MalformedNode || at == end)
                return condition;
            if (_value[at] is not ('?' or ':'))
                return new MalformedNode(at, "has something else than '?' or ':' behind a comparison.");
        }
        else
        {
            var name = at;
            while (at < end && IsNameCharacter(_value[at]))
                at++;
            var reference = new ReferenceNode(dollar, _value[name..at]);
            var nameEnd = at;
            at = SkipBlanks(at, end);
            if (at == end)
                return reference;
            if (_value[at] == '{')
                return Function(dollar, _value[name..nameEnd], at, end, depth);
            if (_value[at] is not ('?' or ':'))
                return new MalformedNode(nameEnd, "has a name with a character other than letters, digits and '_'.");
            condition = reference;
        }
        return Branches(dollar, condition, at, end, depth);
    }

    private ValueNode Branches(int dollar, ValueNode condition, int at, int end, int depth)
    {
        List<ValueNode>? then = null, otherwise = null;
        if (_value[at] == '?')
        {
            at++;
            if (Branch(ref at, end, depth) is not { } taken)
                return Unclosed(dollar) with { Before = [condition] };
            then = taken;
            if (at < end && _value[at] != ':')
            {
                return new MalformedNode(at, "has something else than ':' behind the first text of a condition.")
                {
                    Before = [condition, .. then],
                };
            }
        }
        if (at < end)
        {
            at++;
            if (Branch(ref at, end, depth) is not { } taken)
                return Unclosed(dollar) with { Before = [condition, .. then ?? []] };
            otherwise = taken;
            if (at < end)
            {
                return new MalformedNode(at, "has something behind the last text of a condition.")
                {
                    Before = [condition, .. then ?? [], .. otherwise],
                };
            }
        }
        return new ConditionalNode(dollar, condition, then, otherwise);
    }

    /// <summary>The text within braces, or all the rest; null where the braces are not closed.</summary>
    private List<ValueNode>? Branch(ref int at, int end, int depth)
    {
        var brace = SkipBlanks(at, end);
        if (brace == end || _value[brace] != '{')
        {
            var rest = Nodes(at, end, depth + 1);
            at = end;
            return rest;
        }
        if (!Braced(brace, end, out var close))
            return null;
        at = SkipBlanks(close + 1, end);
        return Nodes(brace + 1, close, depth + 1);
    }

    private ValueNode Comparison(ref int at, int end, int depth)
    {
        var start = at;
        if (!Braced(at, end, out var close))
            return Unclosed(at);
        var left = Nodes(at + 1, close, depth + 1);
        at = SkipBlanks(close + 1, end);
        var word = at;
        while (at < end && OperatorCharacters.Contains(_value[at], StringComparison.Ordinal))
            at++;
        if (_value[word..at] is not ("==" or "!=" or "<" or "<=" or ">=" or ">") || _value[word..at] is not { } comparison)
            return new MalformedNode(word, "has a comparison without one of the operators == != < <= >= >.");
        var suffix = at;
        while (at < end && char.IsAsciiLetterOrDigit(_value[at]))
            at++;
        if (at > suffix && _value[suffix..at] != "level")
            return new MalformedNode(suffix, "has an unknown word behind an operator.");
        var ofLevels = at > suffix;
        at = SkipBlanks(at, end);
        if (at == end || _value[at] != '{')
            return new MalformedNode(at, "has a comparison whose right side is not in braces.");
        if (!Braced(at, end, out close))
            return Unclosed(at);
        var right = Nodes(at + 1, close, depth + 1);
        at = SkipBlanks(close + 1, end);
        return new ComparisonNode(start, left, comparison, ofLevels, right);
    }

    private ValueNode Function(int dollar, string name, int at, int end, int depth)
    {
        if (!Braced(at, end, out var close))
            return Unclosed(at);
        if (SkipBlanks(close + 1, end) < end)
            return new MalformedNode(close + 1, "has something behind the argument of a function.");
        var (start, stop) = (SkipBlanks(at + 1, close), close);
        while (stop > start && IsBlank(_value[stop - 1]))
            stop--;
        return new FunctionNode(dollar, name, Nodes(start, stop, depth + 1));
    }

    private static MalformedNode Unclosed(int at) => new(at, "has braces that do not pair.");

    private bool Braced(int open, int end, out int close) => (close = Close(open, end)) >= 0;

    /// <summary>Where the parenthesis closes; only its own kind counts. -1 where it does not.</summary>
    private int Close(int open, int end)
    {
        var (opening, closing) = _value[open] == '{' ? ('{', '}') : ('(', ')');
        var level = 0;
        for (var at = open; at < end; at++)
        {
            if (_value[at] == opening)
                level++;
            else if (_value[at] == closing && --level == 0)
                return at;
        }
        return -1;
    }

    private int SkipBlanks(int at, int end)
    {
        while (at < end && IsBlank(_value[at]))
            at++;
        return at;
    }

    private static bool IsBlank(char c) => c is ' ' or '\t' or '\r' or '\n';

    private static bool IsNameCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
