namespace MailOperator.Postfix.Configuration.Source;

/// <summary>main.cf as it was found.</summary>
/// <remarks>
/// Reading never fails. A logical line that Postfix would refuse is a problem, and reading goes on behind it.
/// </remarks>
public sealed class MainCfSource
{
    private readonly Dictionary<string, SourceParameter> _effective = new(StringComparer.Ordinal);

    private MainCfSource(SourceText text, IReadOnlyList<SourceParameter> parameters, IReadOnlyList<SourceProblem> problems)
    {
        (Text, Parameters, Problems) = (text, parameters, problems);
        foreach (var parameter in parameters)
            _effective[parameter.Name] = parameter;
    }

    /// <summary>The lines.</summary>
    public SourceText Text { get; }

    /// <summary>All that is set, in the order of the file.</summary>
    public IReadOnlyList<SourceParameter> Parameters { get; }

    /// <summary>What is wrong with the text, in the order of the file.</summary>
    public IReadOnlyList<SourceProblem> Problems { get; }

    /// <summary>What counts, by name: of those that are set more than once, the last.</summary>
    public IReadOnlyDictionary<string, SourceParameter> Effective => _effective;

    /// <summary>Reads main.cf, postconf(5).</summary>
    public static MainCfSource Parse(string text)
    {
        var source = new SourceText(text);
        var parameters = new List<SourceParameter>();
        var problems = new List<SourceProblem>(source.Problems);
        var last = new Dictionary<string, SourceParameter>(StringComparer.Ordinal);
        foreach (var line in source.LogicalLines)
        {
            if (NameAndValue.Read(line.Text, 0, line.Text.Length, out var read, out var at) is { } fault)
            {
                problems.Add(SourceProblem.NoNameAndValue(fault, line.At(at), isFatal: true));
                continue;
            }
            var parameter = new SourceParameter(line, read);
            if (last.TryGetValue(read.Name, out var earlier) && earlier.Value != read.Value)
                problems.Add(SourceProblem.Overridden(earlier.Position, read.Name, parameter.Position.Line));
            if (CommentWithin(read.Value) is var comment and >= 0)
                problems.Add(SourceProblem.CommentInValue(parameter.ValueAt(comment)));
            last[read.Name] = parameter;
            parameters.Add(parameter);
        }
        return new(source, parameters, [.. problems.OrderBy(problem => problem.Position)]);
    }

    /// <summary>Where a word begins with '#' outside braces, or -1.</summary>
    private static int CommentWithin(string value)
    {
        var depth = 0;
        for (var i = 0; i < value.Length; i++)
        {
            depth = value[i] switch { '{' => depth + 1, '}' when depth > 0 => depth - 1, _ => depth };
            if (value[i] == '#' && depth == 0 && (i == 0 || Blanks.IsSpace(value[i - 1])))
                return i;
        }
        return -1;
    }
}
