namespace MailOperator.Postfix.Configuration.Source;

/// <summary>
/// A <c>name = value</c> within a text: white space around both does not count, and the name ends at white space or <c>=</c>.
/// </summary>
/// <param name="Name">The name; Postfix takes any.</param>
/// <param name="Value">The value.</param>
/// <param name="NameOffset">Where the name begins.</param>
/// <param name="ValueOffset">Where the value begins.</param>
internal readonly record struct NameAndValue(string Name, string Value, int NameOffset, int ValueOffset)
{
    /// <summary>Reads one from a part of a text. Returns the fault, or null; and where it is.</summary>
    public static SourceFault? Read(string text, int start, int end, out NameAndValue read, out int at)
    {
        read = default;
        (at, end) = Blanks.Trim(text, start, end);
        if (at == end || text[at] == '=')
            return SourceFault.MissingName;
        var name = at;
        while (at < end && text[at] != '=' && !Blanks.IsSpace(text[at]))
            at++;
        var nameEnd = at;
        while (at < end && Blanks.IsSpace(text[at]))
            at++;
        if (at == end || text[at] != '=')
            return SourceFault.MissingEquals;
        var (value, valueEnd) = Blanks.Trim(text, at + 1, end);
        read = new(text[name..nameEnd], text[value..valueEnd], name, value);
        return null;
    }
}
