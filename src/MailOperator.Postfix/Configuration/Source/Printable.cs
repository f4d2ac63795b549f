using System.Text;

namespace MailOperator.Postfix.Configuration.Source;

/// <summary>Words of a file that may hold anything, made fit for one line of a message.</summary>
internal static class Printable
{
    private const int Longest = 80;

    public static string Word(string text)
    {
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (word.Length >= Longest)
                return word.Append('…').ToString();
            if (Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029 or 0xFEFF or 0xFFFD)
                word.Append('?');
            else
                word.Append(rune);
        }
        return word.ToString();
    }
}
