using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MailOperator.Postfix.Configuration.Source;

namespace MailOperator.Wire;

/// <summary>What is read of main.cf and master.cf is what the postconf of each release reads, of every configuration of the corpus.</summary>
public sealed partial class PostconfAgreementTests(PostfixServers servers)
{
    [Theory, ClassData(typeof(Releases))]
    public async Task The_corpus_means_the_same_to_postconf(string codename)
    {
        var disagreements = await Disagreements(DebianRelease.Of(codename), Corpus());
        Assert.True(disagreements.Count == 0, string.Join("\n\n", disagreements));
    }

    /// <summary>MAILOPERATOR_FUZZ_SEED takes other configurations, MAILOPERATOR_FUZZ_COUNT more.</summary>
    [Theory, ClassData(typeof(Releases))]
    public async Task Damaged_configurations_mean_the_same_to_postconf(string codename)
    {
        var seed = FromEnvironment("MAILOPERATOR_FUZZ_SEED") ?? 1;
        // Of the settings of tables, any with the name of the table is taken for used here.
        var corpus = Corpus().Where(one => one.Name != "ldap-tables").ToList();
        var (main, master) = (new DamagedTexts(seed, [.. corpus.Select(one => one.Main)]), new DamagedTexts(seed, [.. corpus.Select(one => one.Master)]));
        var damaged = Enumerable.Range(0, FromEnvironment("MAILOPERATOR_FUZZ_COUNT") ?? 60).Select(i => ($"damaged-{i}", main.Next(), master.Next()));
        var disagreements = await Disagreements(DebianRelease.Of(codename), damaged);
        Assert.True(disagreements.Count == 0, $"MAILOPERATOR_FUZZ_SEED={seed}\n{string.Join("\n\n", disagreements)}");
    }

    private static int? FromEnvironment(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static IEnumerable<(string Name, byte[] Main, byte[] Master)> Corpus()
    {
        var corpus = Path.Combine(DebianRoots.RepositoryTop(), "tests", "MailOperator.Postfix.Tests", "corpus");
        foreach (var folder in Directory.GetDirectories(corpus).Order(StringComparer.Ordinal))
            yield return (Path.GetFileName(folder), File.ReadAllBytes(Path.Combine(folder, "main.cf")), File.ReadAllBytes(Path.Combine(folder, "master.cf")));
    }

    private async Task<List<string>> Disagreements(DebianRelease release, IEnumerable<(string Name, byte[] Main, byte[] Master)> configurations)
    {
        var all = configurations.ToList();
        using var postconf = await Postconf.Ask(servers.Root(release), all);
        return [.. all.SelectMany(one => Disagreements(
            postconf, one.Name, MainCfSource.Parse(Encoding.Latin1.GetString(one.Main)), MasterCfSource.Parse(Encoding.Latin1.GetString(one.Master)),
            release.Postfix))];
    }

    private static IEnumerable<string> Disagreements(Postconf postconf, string name, MainCfSource main, MasterCfSource master, PostfixVersion version)
    {
        if (master.Services.Any(IsMisread))
            yield break;
        var refused = main.Problems.Any(problem => problem.IsFatal) || master.Problems.Any(problem => problem.IsFatal && !IsOfMasterAlone(problem));
        var given = postconf.Output(name, "-n");
        if (refused || given is null)
        {
            // Of values, postconf reads the addresses of interfaces.
            var ofValue = PostconfText.HasBrokenReference(main, master, version)
                || postconf.Errors(name, "-n").Any(line => line.Contains("config variable", StringComparison.Ordinal));
            if (refused != given is null && !ofValue)
                yield return $"{name}: {(refused ? "refused here, taken" : "taken here, refused")} by postconf: {string.Join('\n', postconf.Errors(name, "-n"))}";
            yield break;
        }
        // What is not set has its default.
        var values = (postconf.Output(name, "") ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(" =", 2)).DistinctBy(pair => pair[0]).ToDictionary(pair => pair[0], pair => pair[1].Trim());
        values["config_directory"] = $"/mnt/{name}";
        var ours = new PostconfText(main, master, version, values);
        foreach (var (options, text) in new (string, string?)[]
        {
            ("-n", ours.Parameters(expanded: false)),
            ("-x -n", ours.Parameters(expanded: true)),
            ("-M", ours.Services(expanded: false)),
            ("-x -M", ours.Services(expanded: true)),
            ("-P", ours.Options()),
        })
        {
            var theirs = postconf.Output(name, options);
            if (text != theirs)
                yield return $"{name} {options}:\n--- here\n{text ?? "(fails)"}\n--- postconf\n{theirs ?? "(fails)\n" + string.Join('\n', postconf.Errors(name, options))}";
        }
        var said = string.Join('\n', ours.Warnings());
        var warned = string.Join('\n', postconf.Errors(name, "-n").Select(Warning).OfType<string>().Distinct().Order(StringComparer.Ordinal));
        if (said != warned)
            yield return $"{name} warnings:\n--- here\n{said}\n--- postconf\n{warned}";
    }

    /// <summary>
    /// postconf parts <c>-oname=value</c> at each letter o, reads beyond the end of <c>-</c>, and takes a wake-up time without a number,
    /// which master(8) does not (3.7 to 3.11).
    /// </summary>
    private static bool IsMisread(SourceService service) => service.Fields[5].Text is "?" or "-?"
        || service.Arguments.FirstOrDefault(argument => argument.Kind == ServiceArgumentKind.Word)?.Text == "-"
        || service.Problems.Where(problem => problem.Fault == SourceFault.GluedOption).Any(problem => service.Arguments
            .Any(argument => argument.Position == problem.Position && argument.Text.Contains('o', StringComparison.Ordinal)));

    /// <summary>What only the daemon refuses.</summary>
    private static bool IsOfMasterAlone(SourceProblem problem) =>
        problem.Fault is SourceFault.PrivateInternetService or SourceFault.UnclosedBrace or SourceFault.TextAfterBrace;

    private static string? Warning(string line) => Known().Match(line) is { Success: true } match
        ? $"{match.Groups["file"].Value}: " + (match.Groups["what"].Value switch
        {
            "unused parameter: " => "unused ",
            "undefined parameter: " => "undefined ",
            "read-only parameter assignment: " => "read-only ",
            "overriding earlier entry: " => "overridden ",
            "logical line must not start with whitespace: " => "stray",
            _ => line.EndsWith("will be removed", StringComparison.Ordinal) || line.Contains("will be removed;", StringComparison.Ordinal) ? "deprecated " : "unused ",
        }) + match.Groups["name"].Value
        : null;

    [GeneratedRegex(@"/(?<file>main\.cf|master\.cf)(?:, line \d+)?: (?:(?<what>unused parameter: |undefined parameter: |read-only parameter assignment: |overriding earlier entry: )(?<name>[^=]*)|(?<what>support for parameter )""?(?<name>[^"" ]*)|(?<what>logical line must not start with whitespace: ))")]
    private static partial Regex Known();
}
