namespace MailOperator.Postfix.Configuration.Source;

/// <summary>
/// Reads the arguments of a service as the programs of Postfix do (getopt(3)): options up to the first word that is none, where
/// <c>-o</c> takes what is behind it or the next word. postconf(1) shows the same but for <c>-oname=value</c>, which it also parts at
/// any further letter o.
/// </summary>
internal static class ServiceArguments
{
    public static IReadOnlyList<ServiceArgument> Read(IReadOnlyList<SourceWord> words, List<SourceProblem> problems)
    {
        var arguments = new List<ServiceArgument>();
        var i = SourceService.FieldCount;
        for (; i < words.Count && words[i].Text is ['-', _, ..] and not "--"; i++)
        {
            var word = words[i];
            var at = word.Text.IndexOf('o', 1);
            if (at < 0)
            {
                arguments.Add(new(ServiceArgumentKind.Switch, word.Text, word.Position));
                continue;
            }
            if (at > 1)
                arguments.Add(new(ServiceArgumentKind.Switch, word.Text[..at], word.Position));
            if (at + 1 < word.Text.Length)
            {
                problems.Add(new(
                    SourceFault.GluedOption, word.Position, "There is no white space behind -o, which postconf(1) may misread.",
                    "Write -o name=value."));
                arguments.Add(Option(word with { Offset = word.Offset + at + 1, Text = word.Text[(at + 1)..] }, word.Position, problems));
            }
            else if (i + 1 < words.Count)
            {
                i++;
                arguments.Add(Option(words[i], word.Position, problems));
            }
            else
            {
                problems.Add(new(
                    SourceFault.MissingOption, word.Position, "There is nothing behind -o.",
                    "Write -o name=value, and begin a line that goes on with white space."));
                arguments.Add(new(ServiceArgumentKind.Switch, "-o", word.Position));
            }
        }
        Words(words, i, arguments, problems);
        return arguments;
    }

    private static void Words(IReadOnlyList<SourceWord> words, int i, List<ServiceArgument> arguments, List<SourceProblem> problems)
    {
        // What pipe(8) and spawn(8) run has words of its own.
        if (i < words.Count && words[SourceService.FieldCount - 1].Text is not ("pipe" or "spawn"))
        {
            problems.Add(new(
                SourceFault.UnexpectedWord, words[i].Position,
                "The word is no option. But for pipe(8) and spawn(8), the programs of Postfix end on it.",
                words[i].Text[0] == '#' ? "Give the comment a line of its own."
                    : "Remove it, or enclose a value with white space in braces: -o { name = value }."));
        }
        for (; i < words.Count; i++)
        {
            var (text, _) = words[i].Text[0] == '{' ? Within(words[i], problems) : (words[i].Text, 0);
            arguments.Add(new(ServiceArgumentKind.Word, text, words[i].Position));
        }
    }

    private static ServiceArgument Option(SourceWord word, SourcePosition position, List<SourceProblem> problems)
    {
        var braced = word.Text[0] == '{';
        var (text, offset) = braced ? Within(word, problems) : (word.Text, word.Offset);
        if (NameAndValue.Read(word.Line.Text, offset, offset + text.Length, out var read, out var at) is { } fault)
        {
            problems.Add(SourceProblem.NoNameAndValue(fault, word.Line.At(at), isFatal: false));
            return new(ServiceArgumentKind.Option, text, position);
        }
        return new(ServiceArgumentKind.Option, braced ? $"{read.Name}={read.Value}" : text, position, new SourceParameter(word.Line, read));
    }

    /// <summary>The text within braces without white space around it, and where it begins in the line.</summary>
    private static (string Text, int Offset) Within(SourceWord word, List<SourceProblem> problems)
    {
        var (end, depth) = (0, 0);
        for (; end < word.Text.Length; end++)
        {
            depth += word.Text[end] switch { '{' => 1, '}' => -1, _ => 0 };
            if (depth == 0)
                break;
        }
        if (depth > 0)
        {
            problems.Add(new(
                SourceFault.UnclosedBrace, word.Position, "The '{' is not closed. Postfix does not start.",
                "Close it before the service ends.", IsFatal: true));
        }
        else if (end + 1 < word.Text.Length)
        {
            problems.Add(new(
                SourceFault.TextAfterBrace, word.Line.At(word.Offset + end + 1),
                "There is text right behind the '}'. Postfix does not start.",
                "Put white space between them, or move the text into the braces.", IsFatal: true));
        }
        var (start, stop) = Blanks.Trim(word.Text, 1, end);
        return (word.Text[start..stop], word.Offset + start);
    }
}
