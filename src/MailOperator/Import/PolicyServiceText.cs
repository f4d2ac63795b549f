using System.Text.RegularExpressions;
using MailOperator.Api;

namespace MailOperator.Import;

/// <summary>Reads the name of a socketmap, socketmap_table(5).</summary>
internal static partial class PolicyServiceText
{
    private const string Kind = "socketmap:";

    /// <summary>Whether the word names one.</summary>
    public static bool IsSocketMap(string word) => word.StartsWith(Kind, StringComparison.Ordinal);

    /// <summary>The service; null where the resource cannot say it: a socket in the file system, a port by its name.</summary>
    public static PolicyServiceSpec? Read(string word) =>
        Table().Match(word) is { Success: true } match && ValueText.Number(match.Groups["port"].Value) is >= 1 and <= 65535 and var port
            ? new() { Host = match.Groups["host"].Value, Port = port, MapName = match.Groups["name"].Value }
            : null;

    [GeneratedRegex(
        @"\A" + Kind + @"inet:"
            + @"(?:\[(?<host>[0-9A-Fa-f:.]+)\]|(?<host>[A-Za-z0-9](?:[-A-Za-z0-9.]*[A-Za-z0-9])?)):"
            + @"(?<port>[0-9]+):(?<name>[A-Za-z0-9][-A-Za-z0-9_.]{0,62})\z")]
    private static partial Regex Table();
}
