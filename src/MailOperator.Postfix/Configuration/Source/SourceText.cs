using System.Text;

namespace MailOperator.Postfix.Configuration.Source;

/// <summary>A file of Postfix as lines and logical lines, main.cf and master.cf alike. No line is lost.</summary>
public sealed class SourceText
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Cuts a file into lines.</summary>
    public SourceText(string text)
    {
        var lines = new List<SourceLine>();
        var logical = new List<LogicalLine>();
        var problems = new List<SourceProblem>();
        var open = new List<SourceLine>();
        foreach (var content in Cut(text))
        {
            var line = new SourceLine(lines.Count + 1, content, Kind(content, open));
            lines.Add(line);
            if (line.Kind == SourceLineKind.Start)
                Close();
            if (line.Kind is SourceLineKind.Start or SourceLineKind.Continuation or SourceLineKind.Stray)
                open.Add(line);
        }
        Close();
        if (text.StartsWith('\uFEFF'))
            problems.Insert(0, SourceProblem.ByteOrderMark());
        if (lines.FirstOrDefault(line => line.Text.EndsWith('\r')) is { } dos)
            problems.Add(SourceProblem.CarriageReturn(new(dos.Number, dos.Text.Length)));
        (Lines, LogicalLines, Problems) = (lines, logical, problems);

        void Close()
        {
            if (open.Count == 0)
                return;
            var joined = new LogicalLine(open);
            if (open[0].Kind == SourceLineKind.Stray)
                problems.Add(SourceProblem.Stray(joined.At(0)));
            else
                logical.Add(joined);
            if (joined.IsCut)
                problems.Add(SourceProblem.NullByte(joined.At(joined.Text.Length)));
            open.Clear();
        }
    }

    /// <summary>All lines. A line feed at the end of the file ends its last line and begins none.</summary>
    public IReadOnlyList<SourceLine> Lines { get; }

    /// <summary>What the lines say to Postfix, without comments and what is passed over.</summary>
    public IReadOnlyList<LogicalLine> LogicalLines { get; }

    /// <summary>What is wrong with the lines as such.</summary>
    public IReadOnlyList<SourceProblem> Problems { get; }

    /// <summary>
    /// The text of a file: UTF-8, or Latin-1 where it is not. Postfix itself knows bytes only. A byte order mark stays, as it does for
    /// Postfix.
    /// </summary>
    public static string Decode(ReadOnlySpan<byte> file)
    {
        try
        {
            return Utf8.GetString(file);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(file);
        }
    }

    private static SourceLineKind Kind(string line, List<SourceLine> open)
    {
        var first = 0;
        while (first < line.Length && Blanks.IsSpace(line[first]))
            first++;
        return first == line.Length ? SourceLineKind.Blank
            : line[first] == '#' ? SourceLineKind.Comment
            : first == 0 ? SourceLineKind.Start
            : open.Count == 0 || open[0].Kind == SourceLineKind.Stray ? SourceLineKind.Stray
            : SourceLineKind.Continuation;
    }

    private static IEnumerable<string> Cut(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            yield return end < 0 ? text[start..] : text[start..end];
            start = end < 0 ? text.Length : end + 1;
        }
    }
}
