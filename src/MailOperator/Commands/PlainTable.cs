namespace MailOperator.Commands;

/// <summary>Columns aligned with spaces: the same text on a terminal and in a pipe, one line a row, never cut.</summary>
internal static class PlainTable
{
    private const int Gap = 2;

    /// <summary>Writes a table; the last column takes what room it needs.</summary>
    public static void Write(TextWriter output, IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> rows)
    {
        var lines = rows.Prepend(head).Select(row => row.Select(OneLine.Of).ToArray()).ToArray();
        var widths = head.Select((_, column) => lines.Max(line => line[column].Length) + Gap).ToArray();
        foreach (var line in lines)
            output.Write(string.Concat(line.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd() + "\n");
    }
}
