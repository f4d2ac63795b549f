using System.Text;
using System.Text.RegularExpressions;

namespace MailOperator.Postfix;

/// <summary>
/// The users of AUTH, one <c>name:{SCHEME}hash</c> a line, as the container gives them to Dovecot: a line without a hash lets nobody in
/// (deploy/images/postfix/lib/users.sh). Where Dovecot reads such a line itself, an empty password or the mark of a locked account logs in.
/// </summary>
public static partial class UsersFile
{
    /// <summary>
    /// The numbers, from 1 on, of the lines that hold no hash: what is no <c>name:{SCHEME}hash</c>, a scheme that is the password itself, or
    /// the word <c>nopassword</c>. Nothing of a line is told but its number: which part of it is secret, only who wrote it knows.
    /// </summary>
    public static IReadOnlyList<int> Unfit(ReadOnlySpan<byte> content)
    {
        // Latin-1 takes any byte for a character, as Dovecot does.
        var lines = Encoding.Latin1.GetString(content).Split('\n').Select((text, index) => (Text: text.TrimEnd('\r'), Number: index + 1));
        return [.. lines.Where(line => !Ignored().IsMatch(line.Text) && !HasHash(line.Text)).Select(line => line.Number)];
    }

    private static bool HasHash(string line) =>
        Hashed().Match(line) is { Success: true } match && !WithoutHashing().IsMatch(match.Groups["scheme"].Value) && !Open().IsMatch(line);

    [GeneratedRegex(@"\A[ \t]*(#|\z)")]
    private static partial Regex Ignored();

    [GeneratedRegex(@"\A[^:]+:\{(?<scheme>[A-Za-z0-9-]+)(\.[A-Za-z0-9]+)?\}[^:]")]
    private static partial Regex Hashed();

    [GeneratedRegex(@"\A(PLAIN|PLAIN-TRUNC|CLEAR|CLEARTEXT)\z", RegexOptions.IgnoreCase)]
    private static partial Regex WithoutHashing();

    /// <summary>The field of a passdb by which any password is right.</summary>
    [GeneratedRegex(@":[^:]*:(.*[: \t])?nopassword([=: \t]|\z)")]
    private static partial Regex Open();
}
