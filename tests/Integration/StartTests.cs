using System.Text.Json.Nodes;
using MailOperator.Integration.Cluster;
using MailOperator.Integration.Resources;

namespace MailOperator.Integration;

/// <summary>What stands in the way of a start is told in one line that says what to do, and waited for where that helps.</summary>
public sealed class StartTests(ControlPlane cluster)
{
    [Fact]
    public async Task A_missing_permission_is_one_line_that_names_it_and_is_waited_for()
    {
        await using var site = await Site.New(cluster, "forbidden");
        var role = site.Installation.Objects.Single(item => (string?)item["kind"] == "Role" && !((string)item["metadata"]!["name"]!).EndsWith("-lease", StringComparison.Ordinal));
        var lesser = role.DeepClone().AsObject();
        foreach (var resources in lesser["rules"]!.AsArray().Select(rule => rule!["resources"]!.AsArray()))
        {
            foreach (var services in resources.Where(resource => (string?)resource == "services").ToArray())
                resources.Remove(services);
        }

        await site.Api.Apply(Installation.PathOf(lesser), lesser);
        var process = site.Start();
        await process.Says("services");
        await site.Apply(Sample.SelfSigned("mx", replicas: 1));
        // The permission comes when the same line could have been there twice.
        await Eventually.Holds(() => Tries(site) >= 3, "asked again");

        var line = Assert.Single(process.Log.Split('\n'), text => text.Contains("services", StringComparison.Ordinal));
        Site.Print(line);
        Assert.Contains("list", line, StringComparison.Ordinal);
        Assert.Contains($"Role in namespace {site.Namespace}", line, StringComparison.Ordinal);
        Assert.DoesNotContain("Every cache has synced", process.Log, StringComparison.Ordinal);

        await site.Api.Apply(Installation.PathOf(role), role);
        await process.Works();
        await site.IsReady("mx");
    }

    [Fact]
    public async Task An_unreachable_api_server_is_told_in_one_line_that_says_what_to_do_and_so_is_its_return()
    {
        await using var site = await Site.New(cluster, "unreachable");
        await using var relay = new Relay(site.Api.Server);
        var (good, bad) = (site.Installation.Kubeconfig, site.Installation.Kubeconfig + ".unreachable");
        var config = JsonNode.Parse(await File.ReadAllTextAsync(good, TestContext.Current.CancellationToken))!;
        config["clusters"]![0]!["cluster"]!["server"] = relay.Address.AbsoluteUri;
        await File.WriteAllTextAsync(bad, config.ToJsonString(), TestContext.Current.CancellationToken);
        await using var process = RunningOperator.Start(site.Installation with { Kubeconfig = bad }, "--log-level=Debug");

        var line = await process.Says("No answer from the API server");
        Site.Print(line);
        Assert.Contains($"nobody listens at {relay.Address} of context operator of {bad}; start the API server, or correct the address", line, StringComparison.Ordinal);
        // By then each of the watches has asked in vain many times, and the lease too.
        await Eventually.Holds(() => process.Log.Split('\n').Count(text => text.Contains("Trying again in", StringComparison.Ordinal)) > 20, "asked again");
        Assert.Single(Loud(process), text => text.Contains(" warn: ", StringComparison.Ordinal));
        Assert.False(process.HasEnded);

        relay.Open();
        await process.Works(90);
        Site.Print(await process.Says("The API server answers again, after"));
        Assert.Single(Loud(process), text => text.Contains("answers again", StringComparison.Ordinal));
        Assert.Single(Loud(process), text => text.Contains(" warn: ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("absent", null, "absent")]
    [InlineData("no YAML", "clusters: [", "kubeconfig")]
    [InlineData("no cluster", "apiVersion: v1\nkind: Config\ncurrent-context: here\n", "here")]
    public async Task An_unreadable_kubeconfig_is_one_line_and_the_end(string what, string? content, string named)
    {
        var file = Path.Combine(cluster.Folder, $"{what.Replace(' ', '-')}.kubeconfig");
        if (content is not null)
            await File.WriteAllTextAsync(file, content, TestContext.Current.CancellationToken);
        await using var process = RunningOperator.Start(["run", $"--kubeconfig={file}", "--http-address=127.0.0.1:0"]);

        Assert.Equal(3, await process.Ended());
        var line = Assert.Single(process.Log.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Site.Print(line);
        Assert.Contains(named, line, StringComparison.Ordinal);
        Assert.Contains(file, line, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Loud(RunningOperator process) =>
        process.Log.Split('\n').Where(text => text.Contains(" warn: ", StringComparison.Ordinal) || text.Contains(" info: ", StringComparison.Ordinal) || text.Contains(" fail: ", StringComparison.Ordinal));

    private static int Tries(Site site) => site.Cluster.Audit.Since(0).Count(entry =>
        entry.User == site.Installation.User && entry.Resource == "services" && entry.Status == 403);
}
