using System.Text;
using System.Text.RegularExpressions;
using MailOperator.Postfix.Parameters;

namespace MailOperator.Wire;

/// <summary>
/// The table of parameters is what the postconf of each release says. UPDATE_GOLDEN=1 writes it anew, after a new release joined
/// <see cref="DebianRelease.All"/> or a release changed.
/// </summary>
public sealed partial class ParameterTableTests(PostfixServers servers)
{
    /// <summary>The services whose parameters postconf lists beside those of Postfix itself.</summary>
    private const string MasterCf = """
        smtp unix - - n - - smtp
        relay unix - - n - - smtp
        error unix - - n - - error
        retry unix - - n - - error
        discard unix - - n - - discard
        local unix - n n - - local
        virtual unix - n n - - virtual
        lmtp unix - - n - - lmtp

        """;

    /// <summary>Their defaults are digits, their values are not only that.</summary>
    private static readonly string[] NotNumbers =
    [
        "compatibility_level", "default_destination_concurrency_negative_feedback", "default_destination_concurrency_positive_feedback",
        "lmtp_tcp_port", "maillog_file_permissions", "milter_protocol", "process_id",
    ];

    /// <summary>What Postfix reads as a number of 64 bits: the tables of mail_conf_long(3) in mail_params, smtpd, local and virtual.</summary>
    private static readonly string[] Longs =
        ["lmdb_map_size", "mailbox_size_limit", "message_size_limit", "queue_minfree", "virtual_mailbox_limit"];

    [Fact]
    public async Task The_table_of_parameters_is_what_postconf_says()
    {
        var releases = new List<Release>();
        foreach (var release in DebianRelease.All)
            releases.Add(await Ask(release));
        AddOldNames(releases);
        var table = Table(releases);
        var path = Path.Combine(DebianRoots.RepositoryTop(), "src", "MailOperator.Postfix", "Parameters", "parameters.tsv");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            await File.WriteAllTextAsync(path, table, TestContext.Current.CancellationToken);
        Assert.Equal(table, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
    }

    /// <summary>
    /// Old names that postconf does not list: defaults refer to them, and the newest release says that they will go. Other names in
    /// defaults are of what is known only when a mail is handled.
    /// </summary>
    private static void AddOldNames(List<Release> releases)
    {
        foreach (var release in releases)
        {
            foreach (var name in release.Referenced.Intersect(releases[^1].Deprecated.Keys))
                release.Defaults.TryAdd(name, "");
        }
    }

    private static string Table(List<Release> releases)
    {
        var text = new StringBuilder()
            .Append("# Parameters of main.cf, from `postconf -d` and its warnings, ")
            .AppendJoin(", ", releases.Select(release => release.Version)).Append(".\n")
            .Append("# name, kind, first release (empty: the oldest), first release without it, first release that calls it deprecated, remedy\n");
        var names = releases.SelectMany(release => release.Defaults.Keys).Distinct().Order(StringComparer.Ordinal);
        foreach (var name in names)
        {
            var having = releases.Where(release => release.Defaults.ContainsKey(name)).ToList();
            var since = having[0] == releases[0] ? "" : having[0].Version;
            var until = releases.SkipWhile(release => release != having[^1]).Skip(1).FirstOrDefault()?.Version ?? "";
            var deprecated = releases.FirstOrDefault(release => release.Deprecated.ContainsKey(name));
            var kind = NotNumbers.Contains(name) ? ParameterKind.Text
                : Longs.Contains(name) ? ParameterKind.Long
                : Kind(having[^1].Defaults[name]);
            text.AppendJoin('\t', name, kind, since, until, deprecated?.Version ?? "", deprecated?.Deprecated[name] ?? "").Append('\n');
        }
        return text.ToString();
    }

    private static ParameterKind Kind(string value)
    {
        value = Stress().Replace(value, "$1");
        return value is "yes" or "no" ? ParameterKind.Boolean
            : Integer().IsMatch(value) ? ParameterKind.Integer
            : Time().IsMatch(value) ? ParameterKind.Time
            : ParameterKind.Text;
    }

    private async Task<Release> Ask(DebianRelease release)
    {
        var root = servers.Root(release);
        var directory = Directory.CreateTempSubdirectory("mailoperator-wire-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(directory, "master.cf"), MasterCf);
            await File.WriteAllTextAsync(Path.Combine(directory, "main.cf"), "");
            var (status, output, error) = await Postconf(root, directory, "-d");
            Assert.True(status == 0, error);
            var defaults = output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split(" =", 2)).ToDictionary(pair => pair[0], pair => pair[1].Trim());

            var referenced = defaults.Values.SelectMany(value => Reference().Matches(value)).Select(match => match.Groups[1].Value).ToHashSet();

            // Every parameter set, and postconf says which of them are deprecated.
            await File.WriteAllLinesAsync(Path.Combine(directory, "main.cf"), defaults.Keys.Union(referenced).Select(name => name + " ="));
            var deprecated = Deprecation().Matches((await Postconf(root, directory, "-n")).Error)
                .ToDictionary(match => match.Groups[1].Value, match => Remedy(match.Groups[2].Value));
            return new(release.Postfix.ToString(), defaults, deprecated, referenced);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    /// <summary>The name of the parameter to use instead, or nothing where there is none.</summary>
    private static string Remedy(string text) => Name().Match(text).Value;

    /// <summary>postconf of a root, whose configuration is mounted where nobody else sees it.</summary>
    private static Task<(int Status, string Output, string Error)> Postconf(string root, string directory, string option) => Command.Run(
        "unshare",
        ["--mount", "sh", "-c", "mount --bind \"$1\" \"$0/mnt\" && exec chroot \"$0\" postconf -c /mnt \"$2\"", root, directory, option]);

    [GeneratedRegex(@"\$\{stress\?\{\w+\}:\{(\w+)\}\}")]
    private static partial Regex Stress();

    [GeneratedRegex(@"^\d+$")]
    private static partial Regex Integer();

    [GeneratedRegex(@"^\d+[smhdw]$")]
    private static partial Regex Time();

    [GeneratedRegex(@"\$[({]?(\w+)")]
    private static partial Regex Reference();

    [GeneratedRegex("support for parameter \"([^\"]+)\" will be removed; instead, (.*)$", RegexOptions.Multiline)]
    private static partial Regex Deprecation();

    [GeneratedRegex("[a-z]+(_[a-z]+)+")]
    private static partial Regex Name();

    private sealed record Release(
        string Version, Dictionary<string, string> Defaults, Dictionary<string, string> Deprecated, HashSet<string> Referenced);
}
