using System.Text.RegularExpressions;

namespace MailOperator.Import;

/// <summary>
/// The tables and lists beside main.cf, written out into the values that name them, so that they need no file: <c>inline:</c>,
/// <c>regexp:</c> and <c>cidr:</c> in braces, and names where a list is of names.
/// </summary>
internal static partial class TablesAtHand
{
    /// <summary>The longest value that a resource takes (<c>spec.postfix.mainCf</c>).</summary>
    private const int Longest = 8192;

    /// <summary>Lists whose elements are names or networks, and no table is needed to say them.</summary>
    private static readonly string[] Lists =
    [
        "mydestination", "mynetworks", "relay_domains", "virtual_alias_domains", "virtual_mailbox_domains", "masquerade_domains",
        "permit_mx_backup_networks", "smtpd_client_event_limit_exceptions", "postscreen_access_list", "inet_interfaces",
    ];

    /// <summary>What importers read themselves.</summary>
    private static readonly string[] Read = ["tls_server_sni_maps", "smtp_tls_policy_maps", "relay_clientcerts", "postscreen_access_list"];

    /// <summary>The files that the value of a parameter names: by the word that names it, its path. A file of passwords is none of them.</summary>
    public static IEnumerable<(string Word, string Path)> FilesIn(string name, string value)
    {
        if (Entry.HoldsPassword(name, value) || name.EndsWith("_sasl_password_maps", StringComparison.Ordinal))
            yield break;
        foreach (Match match in Table().Matches(value))
            yield return (match.Value, match.Groups["path"].Value);
        if (!Lists.Contains(name))
            yield break;
        foreach (Match match in File().Matches(value))
            yield return (match.Value, match.Value);
    }

    /// <summary>A value with its tables written out.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="value">Its value.</param>
    /// <param name="tables">The texts that are at hand, by the words that name them.</param>
    /// <returns>The value, whether a table was written out, and why one was not; empty where each was.</returns>
    public static (string Value, bool IsWrittenOut, string Unfit) WriteOut(
        string name, string value, IReadOnlyDictionary<string, string> tables)
    {
        if (Read.Contains(name))
            return (value, false, "");
        var faults = new List<string>();
        var written = value;
        foreach (var (word, path) in FilesIn(name, value).Distinct().OrderByDescending(file => file.Word.Length))
        {
            if (!tables.TryGetValue(word, out var text))
                continue;
            var (instead, fault) = Lists.Contains(name) ? NameListText.Of(word, text)
                : name is "alias_maps" or "alias_database" ? AliasText.Of(text)
                : InlineText.Of(TypeOf(word), text);
            if (instead is null)
                faults.Add($"{System.IO.Path.GetFileName(path)} cannot stand in the resource: {fault}");
            else
                written = Whole(word).Replace(written, instead.Replace("$", "$$", StringComparison.Ordinal));
        }
        if (written.Length > Longest)
        {
            return (value, false, FormattableString.Invariant(
                $"With its tables in it the value has {written.Length} characters, and a resource takes {Longest}: ask a service (socketmap:)."));
        }
        return (written, written != value, string.Join(' ', faults));
    }

    /// <summary>The type of a table that a word names.</summary>
    private static string TypeOf(string word) => word.Split(':') is [.. var before, _] ? before[^1] : "";

    private static Regex Whole(string word) => new($@"(?<![^\s,]){Regex.Escape(word)}(?![^\s,])");

    [GeneratedRegex(@"(?<![^\s,])(?:proxy:)?(?:hash|btree|cdb|lmdb|dbm|sdbm|texthash|cidr|regexp|pcre):(?<path>/[^\s,{}$]+)(?![^\s,])")]
    private static partial Regex Table();

    [GeneratedRegex(@"(?<![^\s,])/[^\s,{}$:]+\z|(?<![^\s,])/[^\s,{}$:]+(?=[\s,])")]
    private static partial Regex File();
}
