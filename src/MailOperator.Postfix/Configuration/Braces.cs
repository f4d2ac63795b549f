namespace MailOperator.Postfix.Configuration;

/// <summary>How braces pair within a text.</summary>
public static class Braces
{
    /// <summary>Whether every brace has its other: the text may stand within braces.</summary>
    public static bool Pair(string text) => Depth(text, countClosing: true) == 0;

    /// <summary>
    /// Whether every <c>{</c> is closed: the text may stand as a word of master.cf, where a <c>}</c> too many is a letter.
    /// </summary>
    public static bool Close(string text) => Depth(text, countClosing: false) == 0;

    /// <summary>The place of the brace that closes the one at a place; the last of the text where none does.</summary>
    public static int Closing(string text, int open)
    {
        var depth = 0;
        for (var i = open; i < text.Length; i++)
        {
            depth += text[i] switch { '{' => 1, '}' => -1, _ => 0 };
            if (depth == 0)
                return i;
        }
        return text.Length - 1;
    }

    private static int Depth(string text, bool countClosing)
    {
        var depth = 0;
        foreach (var c in text)
        {
            if (c == '}' && depth == 0 && countClosing)
                return -1;
            depth = c switch { '{' => depth + 1, '}' when depth > 0 => depth - 1, _ => depth };
        }
        return depth;
    }
}
