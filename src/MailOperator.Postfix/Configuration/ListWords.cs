namespace MailOperator.Postfix.Configuration;

/// <summary>The words of a list as Postfix takes it apart: at commas and white space that are in no braces.</summary>
internal static class ListWords
{
    /// <summary>Whether a character stands between words.</summary>
    public static bool Separates(char letter) => letter is ',' or ' ' or '\t' or '\r' or '\n';

    /// <summary>The words. The braces of the list pair.</summary>
    public static IEnumerable<string> Split(string list)
    {
        var begin = 0;
        for (var i = 0; i <= list.Length; i++)
        {
            if (i < list.Length && list[i] == '{')
                i = Braces.Closing(list, i);
            else if (i == list.Length || Separates(list[i]))
            {
                if (i > begin)
                    yield return list[begin..i];
                begin = i + 1;
            }
        }
    }
}
