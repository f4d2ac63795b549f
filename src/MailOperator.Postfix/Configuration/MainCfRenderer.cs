using System.Text;

namespace MailOperator.Postfix.Configuration;

/// <summary>Writes main.cf, postconf(5): a heading, then each group under its purpose.</summary>
public static class MainCfRenderer
{
    /// <summary>The text of the file. Lines end with a line feed.</summary>
    /// <param name="file">What to write.</param>
    /// <param name="heading">The comment at its head, one line each.</param>
    public static string Render(MainCf file, IReadOnlyList<string> heading)
    {
        var text = new StringBuilder();
        foreach (var line in heading)
            text.Append(Comment.Of(line));
        foreach (var group in file.Groups)
        {
            text.Append('\n').Append(Comment.Of(group.Purpose));
            foreach (var parameter in group.Parameters)
                text.Append(parameter).Append('\n');
        }
        return text.ToString();
    }
}
