using System.Globalization;

namespace MailOperator.Import;

/// <summary>Reads values of parameters.</summary>
internal static class ValueText
{
    private static readonly char[] Separators = [' ', '\t', '\r', '\n', ','];

    private static readonly string[] FileTables = ["hash", "btree", "cdb", "lmdb", "dbm", "sdbm", "texthash", "cidr"];

    /// <summary>The elements of a list.</summary>
    public static IReadOnlyList<string> List(string value) => value.Split(Separators, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether two values say the same: how a list is separated, and the case of a yes, do not count.</summary>
    public static bool Same(string one, string other) =>
        List(one).SequenceEqual(List(other), StringComparer.Ordinal) || (Flag(one) is { } flag && Flag(other) == flag);

    /// <summary>A yes or a no; null for anything else.</summary>
    public static bool? Flag(string? value) => value?.ToLowerInvariant() switch { "yes" => true, "no" => false, _ => null };

    /// <summary>A number; null for anything else.</summary>
    public static int? Number(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A time of postconf(5) in seconds, of seconds where no unit is given; null for anything else.</summary>
    public static int? Seconds(string value)
    {
        var unit = value.Length > 0 ? value[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86400, 'w' => 604800, _ => 0 } : 0;
        return Number(unit == 0 ? value : value[..^1]) is { } count && count <= 8_640_000 / Math.Max(unit, 1)
            ? count * Math.Max(unit, 1)
            : null;
    }

    /// <summary>The type of a table and what is behind its colon; null where a value is no one table.</summary>
    public static (string Type, string Name, bool IsFile)? TableOf(string value) =>
        value.Split(':', 2) is [{ Length: > 0 } type, { Length: > 0 } name] && type.All(char.IsAsciiLetterOrDigit)
            ? (type, name, FileTables.Contains(type) && List(value).Count == 1)
            : null;
}
