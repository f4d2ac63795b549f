using System.Text;

namespace MailOperator.Postfix.Configuration;

/// <summary>
/// The table of <c>tls_server_sni_maps</c>, postconf(5): a host and its chain files on each line. As <c>texthash:</c> it is read with the
/// files that it names when smtpd starts: there is no database to make, and no key in one. Where a file is missing, Postfix serves the
/// default certificate without a word; whoever renders this checks what is served.
/// </summary>
internal static class SniMap
{
    /// <summary>The file's name, beside main.cf.</summary>
    public const string FileName = "sni";

    /// <summary>The table, as main.cf names it.</summary>
    public const string Table = $"texthash:$config_directory/{FileName}";

    /// <summary>The file; null without hosts.</summary>
    /// <exception cref="ArgumentException">A host that Postfix would not look up as it is, or one without files.</exception>
    public static string? Render(IReadOnlyDictionary<string, IReadOnlyList<string>> chainFiles)
    {
        if (chainFiles.Count == 0)
            return null;
        var text = new StringBuilder();
        foreach (var (host, files) in chainFiles.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (!IsHost(host) || files.Count == 0)
                throw new ArgumentException($"'{host}' is not a host in lower case with chain files.", nameof(chainFiles));
            text.Append(host).Append(' ').AppendJoin(' ', files.Select(FilePath.Checked)).Append('\n');
        }

        return text.ToString();
    }

    private static bool IsHost(string host) =>
        host.Length > 1 && host.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '.');
}
