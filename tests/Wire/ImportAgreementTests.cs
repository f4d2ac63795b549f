using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;
using MailOperator.Examples;
using MailOperator.Postfix.Configuration.Source;

namespace MailOperator.Wire;

/// <summary>
/// Whoever moves a server by <c>mailoperator import</c> has the same server, or is told what is another: the old configuration and the
/// imported one, side by side on real Postfix, are asked the same.
/// </summary>
public sealed partial class ImportAgreementTests(PostfixServers servers)
{
    /// <summary>Lanes, each of which waits more than it works.</summary>
    private const int AtOnce = 4;

    private const int Count = 200;

    private const string Same = "the same";
    private const string Told = "different, and told";

    private static readonly DebianRelease Release = DebianRelease.Trixie;

    private static readonly IPAddress[] Clients =
    [
        .. ((string[])["203.0.113.9", "10.42.0.7", "192.168.7.7", "2001:db8::7"]).Select(IPAddress.Parse),
    ];

    // The same hosts each time, so that what a change breaks is seen at the change; another seed looks for more.
    private static ulong Seed => Environment.GetEnvironmentVariable(Sampling.Variable) is { Length: > 0 } ? Sampling.Seed : 951678389;

    private static string Tests => Path.Combine(DebianRoots.RepositoryTop(), "tests");

    [Fact]
    public Task The_corpus_serves_as_before_or_it_is_told() =>
        Compare(Directory.GetDirectories(Path.Combine(Tests, "MailOperator.Postfix.Tests", "corpus")), 20);

    [Fact]
    public Task What_was_found_in_the_field_serves_as_before_or_it_is_told() =>
        Compare(Directory.GetDirectories(Path.Combine(Tests, "Wire", "hosts")), 7);

    [Fact]
    public async Task Each_of_200_old_hosts_serves_as_before_or_it_is_told()
    {
        Console.WriteLine($"{Sampling.Variable}={Seed}");
        var top = Directory.CreateTempSubdirectory("mailoperator-hosts-").FullName;
        try
        {
            var folders = new List<string>();
            for (var index = 0; index < Count; index++)
            {
                folders.Add(Directory.CreateDirectory(Path.Combine(top, $"{Seed}-{index:000}")).FullName);
                foreach (var (name, text) in new OldHostGenerator(unchecked((int)Seed * 1000 + index)).Files())
                    await File.WriteAllTextAsync(Path.Combine(folders[^1], name), text, TestContext.Current.CancellationToken);
            }
            await Compare(folders, Count / 3);
        }
        finally
        {
            Directory.Delete(top, recursive: true);
        }
    }

    private async Task Compare(IReadOnlyList<string> folders, int atLeast)
    {
        var root = servers.Root(Release);
        var untold = new ConcurrentBag<string>();
        var counts = new ConcurrentDictionary<string, int>();
        var waiting = new ConcurrentQueue<string>(folders.Order(StringComparer.Ordinal));
        await Parallel.ForEachAsync(
            Enumerable.Range(0, AtOnce),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestContext.Current.CancellationToken },
            async (_, cancellation) =>
            {
                await using var lane = await Lane.Start(root);
                while (waiting.TryDequeue(out var folder))
                    await Try(lane, folder, untold, counts, cancellation);
            });
        Console.WriteLine(string.Join(", ", counts.OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => $"{count.Key}: {count.Value}")));
        Assert.True(counts.GetValueOrDefault(Same) + counts.GetValueOrDefault(Told) >= atLeast, "Too few could be compared.");
        Assert.True(untold.IsEmpty, string.Join("\n\n", untold.OrderBy(each => each, StringComparer.Ordinal)));
    }

    private static async Task Try(
        Lane lane, string folder, ConcurrentBag<string> untold, ConcurrentDictionary<string, int> counts, CancellationToken cancellation)
    {
        var name = Path.GetFileName(folder);
        var files = Directory.GetFiles(folder).ToDictionary(file => Path.GetFileName(file), file => SourceText.Decode(File.ReadAllBytes(file)));
        if (OldHost.Of(files) is not { } old)
        {
            Count($"no configuration that starts ({name})");
            return;
        }
        var imported = await ImportedHost.Of(folder, Release, cancellation);
        if (imported.Served is not { } served)
        {
            Count($"refused: {imported.Refused[0]}");
            return;
        }
        var domains = Domains(old.Files);
        bool IsOwn(string recipient) => domains.Contains(recipient[(recipient.IndexOf('@', StringComparison.Ordinal) + 1)..]);
        var dialogue = new Dialogue(
            [.. old.Ports.Keys.Union(served.Ports.Keys).Union([25, 465, 587]).Order()],
            Clients,
            ["a@example.net", "alice@example.com", "bob@example.com", ""],
            Recipients(old.Files, domains));
        if (!await lane.Serve(old, cancellation) || await dialogue.Hold(lane, old.Ports) is not { } original)
        {
            Count($"no configuration that starts ({name})");
            return;
        }
        if (lane.Log.Contains("open database", StringComparison.Ordinal))
        {
            Count($"tables that cannot be had here ({name})");
            return;
        }
        if (!await lane.Serve(served, cancellation) || await dialogue.Hold(lane, served.Ports) is not { } now)
        {
            untold.Add($"{name}: the imported server does not start\n{lane.Log}");
            return;
        }
        var told = new Wire.Told(imported.Report);
        var differences = Disagreement.Between(original, now).ToArray();
        var wrong = differences.Where(difference => !told.Tells(difference, IsOwn)).ToArray();
        Count(wrong.Length > 0 ? "wrong" : differences.Length > 0 ? Told : Same);
        if (wrong.Length > 0)
            untold.Add(Report(name, files, imported, wrong));

        void Count(string what) => counts.AddOrUpdate(what, 1, (_, before) => before + 1);
    }

    /// <summary>One of each kind of what differs and is not told, the configuration, and what was told of it.</summary>
    private static string Report(
        string name, Dictionary<string, string> files, ImportedHost imported, Disagreement[] wrong)
    {
        var kinds = wrong.DistinctBy(each =>
            (each.Asked.Port, each.Asked.Way, each.Asked.HasAuth, each.Original.Class, each.Imported.Class));
        return string.Join('\n', (IEnumerable<string>)
        [
            $"{name}: {wrong.Length} replies differ and are not told, such as",
            .. kinds.Take(8).Select(each => each.ToString()),
            .. files.Select(file => $"--- {file.Key}\n{file.Value}"),
            "--- report",
            .. imported.Report.Select(line => $"{line.Outcome}: {line.Service} {line.Name} = {line.Value} ({line.Message})"),
        ]);
    }

    /// <summary>Everything that looks like a domain of the host.</summary>
    private static HashSet<string> Domains(IReadOnlyDictionary<string, string> files)
    {
        var main = MainCfSource.Parse(files["main.cf"]);
        var named = ((string[])["mydestination", "relay_domains", "virtual_alias_domains", "virtual_mailbox_domains", "mydomain", "myhostname"])
            .Select(name => main.Effective.GetValueOrDefault(name)?.Value ?? "");
        var inTables = files.Where(file => file.Key is not ("main.cf" or "master.cf" or "transport")).Select(file => file.Value);
        return
        [
            main.Effective.GetValueOrDefault("myhostname")?.Value ?? TestCertificates.Host, "localhost",
            .. named.SelectMany(DomainsIn), .. inTables.SelectMany(DomainsIn).Where(domain => !IsElsewhere(domain)),
        ];
    }

    private static IEnumerable<string> DomainsIn(string text) =>
        Domain().Matches(text).Select(match => match.Value.ToLowerInvariant())
            .Where(domain => !domain.EndsWith(".cf", StringComparison.Ordinal));

    /// <summary>What tables send mail to.</summary>
    private static bool IsElsewhere(string domain) => domain is "example.net" or "example.org";

    private static IReadOnlyList<string> Recipients(IReadOnlyDictionary<string, string> files, IEnumerable<string> domains)
    {
        var known = files.Where(file => file.Key is not ("main.cf" or "master.cf"))
            .SelectMany(file => Address().Matches(file.Value)).Select(match => match.Value).Distinct().Take(5);
        return
        [
            Dialogue.Elsewhere,
            .. known,
            .. domains.Take(6).SelectMany(domain => (string[])[$"nobody-here@{domain}", $"root@{domain}"]),
        ];
    }

    [GeneratedRegex(@"(?<![A-Za-z0-9@./_$-])(?:[A-Za-z][A-Za-z0-9-]*\.)+[A-Za-z]{2,}(?![A-Za-z0-9./_:-])")]
    private static partial Regex Domain();

    [GeneratedRegex(@"(?<![^\s,])[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+\.[A-Za-z]+")]
    private static partial Regex Address();
}
