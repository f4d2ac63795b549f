using System.Text.RegularExpressions;

namespace MailOperator.Import;

/// <summary>
/// Protocols with white space behind a bound, as in <c>&gt;= TLSv1.2</c>. Postfix ends the word there, which leaves a bound that is none
/// and that one version (measured with 3.7, 3.10 and 3.11).
/// </summary>
internal static partial class PartedBound
{
    private const string Told = "With a space behind >= or <= Postfix takes that one version alone: it is read as it was meant.";

    /// <summary>What to say of protocols; empty where no bound is parted.</summary>
    public static string Remark(string protocols) => Parted().IsMatch(protocols) ? Told : "";

    /// <summary>The protocols as they were meant.</summary>
    public static string Joined(string protocols) => Parted().Replace(protocols, "$1");

    [GeneratedRegex("([<>]=)[ \t]+")]
    private static partial Regex Parted();
}
