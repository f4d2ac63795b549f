using System.Net;
using MailOperator.Admission;
using MailOperator.Integration.Cluster;
using MailOperator.Integration.Resources;
using MailOperator.Tests.Admission;

namespace MailOperator.Integration;

/// <summary>
/// What the API server makes of the definition: each example of the rules is created there, as a dry run, and the server's verdict held
/// against that of the rules in C#.
/// </summary>
public sealed class RuleTests(ControlPlane cluster)
{
    [Fact]
    public async Task The_server_takes_what_keeps_the_rules()
    {
        await using var site = await Defined();
        var warned = RuleExamples.Broken.Select(row => row.Data.Item2).Where(change => !IsError(change));
        List<string> refused = [];
        foreach (var change in RuleExamples.Kept.Select(row => row.Data).Concat(warned))
        {
            if (await DryRun(site, change) is { Status: not HttpStatusCode.Created } verdict)
                refused.Add($"{change}: {verdict.Message}");
        }

        Assert.Empty(refused);
    }

    // An operator that is asked about a file must not take what the cluster would refuse.
    [Fact]
    public async Task What_the_server_refuses_the_operator_refuses_for_the_same_rule()
    {
        await using var site = await Defined();
        List<string> differ = [];
        var (refused, taken) = (0, 0);
        foreach (var (rule, change, _) in RuleExamples.Broken.Select(row => row.Data).Where(row => IsError(row.Item2)))
        {
            var (status, message) = await DryRun(site, change);
            if (status == HttpStatusCode.Created)
            {
                taken++;
                continue;
            }

            refused++;
            var told = Validation.Check(Manifest.Resource(change)).Where(violation => violation.Severity == Severity.Error).Select(violation => violation.Reason);
            if (status != HttpStatusCode.UnprocessableEntity)
                differ.Add($"{rule}: {change}: {status} {message}");
            differ.AddRange(CelRules.Names(message).Except(told).Select(name => $"only the server breaks {name} with {change}: {message}"));
        }

        Site.Print($"Kubernetes {cluster.Version}: of {refused + taken} resources that the operator refuses, the server refuses {refused} itself");
        Assert.NotEqual(0, refused);
        Assert.Empty(differ);
    }

    // Dry runs leave nothing behind and share a namespace that each API server makes: this runs also without a kube-controller-manager.
    private async Task<Site> Defined() => new(cluster, await Installation.Of(cluster, "default", "default"));

    private static Task<(HttpStatusCode Status, string Message)> DryRun(Site site, string change)
    {
        var manifest = Manifest.Changed(change);
        manifest["metadata"]!["namespace"] = site.Namespace;
        return site.Api.Refusal(HttpMethod.Post, Path.GetDirectoryName(site.Server("x")) + "?dryRun=All", manifest, "application/json");
    }

    private static bool IsError(string change) =>
        Validation.Check(Manifest.Resource(change)).Any(violation => violation.Severity == Severity.Error);
}
