namespace MailOperator.Postfix.Configuration.Source;

/// <summary>A line of a file with those that continue it, joined as Postfix joins them: with their white space and nothing else.</summary>
public sealed class LogicalLine
{
    private readonly (int Offset, int Line)[] _pieces;

    /// <summary>Joins lines; what comes after a null byte is dropped, as a string of C ends there.</summary>
    internal LogicalLine(IReadOnlyList<SourceLine> lines)
    {
        _pieces = new (int, int)[lines.Count];
        var offset = 0;
        for (var i = 0; i < lines.Count; i++)
        {
            _pieces[i] = (offset, lines[i].Number);
            offset += lines[i].Text.Length;
        }
        var whole = string.Concat(lines.Select(line => line.Text));
        var end = whole.IndexOf('\0', StringComparison.Ordinal);
        Text = end < 0 ? whole : whole[..end];
        IsCut = end >= 0;
    }

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>Whether a null byte ends the text before the line ends.</summary>
    public bool IsCut { get; }

    /// <summary>The number of the first line.</summary>
    public int FirstLine => _pieces[0].Line;

    /// <summary>The number of the last line.</summary>
    public int LastLine => _pieces[^1].Line;

    /// <summary>Where a character of the text is in the file.</summary>
    /// <param name="offset">From 0 to the length of the text.</param>
    public SourcePosition At(int offset)
    {
        var (low, high) = (0, _pieces.Length - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_pieces[middle].Offset <= offset)
                low = middle;
            else
                high = middle - 1;
        }
        return new(_pieces[low].Line, offset - _pieces[low].Offset + 1);
    }
}
