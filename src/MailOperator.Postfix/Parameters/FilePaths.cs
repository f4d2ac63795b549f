using System.Text.RegularExpressions;

namespace MailOperator.Postfix.Parameters;

/// <summary>
/// The files that a value may name. Postfix opens them as root, and puts lines that it does not understand into the log: any other
/// file could be the private key or a password.
/// </summary>
internal static partial class FilePaths
{
    private static readonly string[] Allowed =
    [
        "/etc/ssl/certs/", "/etc/postfix/", "/etc/aliases", "/usr/share/ca-certificates/", "/usr/local/share/ca-certificates/",
        "/dev/urandom", "/dev/random",
    ];

    /// <summary>The first objection to a path in a value, or null.</summary>
    public static ParameterFinding? Check(string name, string value)
    {
        var depth = 0;
        for (var i = 0; i < value.Length; i++)
        {
            depth += value[i] switch { '{' => 1, '}' => -1, _ => 0 };
            if (value[i] == '/' && Begins(value, i, depth) && !IsAllowed(value[i..]))
                return Refused(name);
        }
        // $queue_directory/../../etc: a reference that a path continues.
        return Continued().Matches(value).Any(match => match.Groups[1].Value is not ("data_directory" or "queue_directory"))
            || (value.Contains("..", StringComparison.Ordinal) && Climbs().IsMatch(value))
            ? Refused(name)
            : null;
    }

    private static ParameterFinding Refused(string name) => new(
        ParameterFault.Refused, name, "names a file outside the directories that parameters may name.",
        $"Use inline: for a table; files may be below {string.Join(", ", Allowed)}.");

    /// <summary>
    /// Whether a path begins here: at the start of an element of a list, or behind the type of a table, a word at such a start. Within
    /// braces an element that begins with '/' is a pattern of <c>regexp:</c>.
    /// </summary>
    private static bool Begins(string value, int at, int depth)
    {
        if (at == 0)
            return true;
        var before = value[at - 1];
        if (before == ':')
            return Type().IsMatch(value[..at]) && !(Url().IsMatch(value[..at]) && value[at..].StartsWith("//", StringComparison.Ordinal));
        return depth == 0 && (char.IsWhiteSpace(before) || before is ',' or '=' or '!' or '<' or '|' or '"');
    }

    private static bool IsAllowed(string path)
    {
        var end = path.AsSpan().IndexOfAny(" \t,}");
        var file = end < 0 ? path : path[..end];
        return !file.Contains("..", StringComparison.Ordinal) && !file.Contains('$', StringComparison.Ordinal)
            && Allowed.Any(allowed => allowed.EndsWith('/') ? file.StartsWith(allowed, StringComparison.Ordinal) : file == allowed);
    }

    /// <summary>
    /// The type of a table before its colon, or several (<c>proxy:texthash:</c>): a reference may have brought the beginning, and inet:host
    /// and the like are types too.
    /// </summary>
    [GeneratedRegex(@"(?:^|[\s,{}=!<|""'])(?:[A-Za-z]+|\$\{[A-Za-z0-9_]+\}):(?:[^\s,{}/]*:)?\z")]
    private static partial Regex Type();

    [GeneratedRegex(@"(?<![A-Za-z])https?:\z", RegexOptions.IgnoreCase)]
    private static partial Regex Url();

    [GeneratedRegex(@"\$[{(]?\s*([A-Za-z0-9_]+)\s*[})]?/")]
    private static partial Regex Continued();

    [GeneratedRegex(@"(^|/)\.\.(/|\z)")]
    private static partial Regex Climbs();
}
