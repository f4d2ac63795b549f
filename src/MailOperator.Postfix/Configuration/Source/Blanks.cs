namespace MailOperator.Postfix.Configuration.Source;

/// <summary>The two sets of white space of Postfix. Beyond ASCII there is none: a no-break space is a letter like others.</summary>
internal static class Blanks
{
    /// <summary>What parts words: fields of master.cf, elements of a list.</summary>
    public const string Separators = " \t\r\n";

    /// <summary>What is trimmed and what makes a line blank: with vertical tab and form feed.</summary>
    public static bool IsSpace(char c) => c is ' ' or (>= '\t' and <= '\r');

    /// <summary>The part of a text without white space around it.</summary>
    public static (int Start, int End) Trim(string text, int start, int end)
    {
        while (end > start && IsSpace(text[end - 1]))
            end--;
        while (start < end && IsSpace(text[start]))
            start++;
        return (start, end);
    }

    /// <summary>The words of a value with one space between them, as postconf(1) shows it and as one line can hold it.</summary>
    public static string Normalize(string value) =>
        string.Join(' ', value.Split([' ', '\t', '\r', '\n', '\v', '\f'], StringSplitOptions.RemoveEmptyEntries));
}
