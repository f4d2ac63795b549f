namespace MailOperator.Postfix.Configuration.Source;

/// <summary>A word of a logical line.</summary>
/// <param name="Line">The line.</param>
/// <param name="Offset">Where it begins in the text of the line.</param>
/// <param name="Text">The word.</param>
public sealed record SourceWord(LogicalLine Line, int Offset, string Text)
{
    /// <summary>Where it is in the file.</summary>
    public SourcePosition Position => Line.At(Offset);

    /// <summary>The words of a line: white space parts them, but not within braces (master(5)).</summary>
    internal static IReadOnlyList<SourceWord> Split(LogicalLine line)
    {
        var words = new List<SourceWord>();
        var (text, start, depth) = (line.Text, -1, 0);
        for (var i = 0; i <= text.Length; i++)
        {
            var ends = i == text.Length || (depth == 0 && Blanks.Separators.Contains(text[i], StringComparison.Ordinal));
            if (ends && start >= 0)
            {
                words.Add(new(line, start, text[start..i]));
                start = -1;
            }
            if (ends)
                continue;
            if (start < 0)
                start = i;
            depth = text[i] switch { '{' => depth + 1, '}' when depth > 0 => depth - 1, _ => depth };
        }
        return words;
    }
}
