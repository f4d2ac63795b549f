using System.Text.RegularExpressions;
using MailOperator.Roll;
using MailOperator.Server;

namespace MailOperator.Tests.Docs;

/// <summary>The reasons in docs/guide.md, held against those that the sources give.</summary>
public sealed partial class ReasonTests
{
    /// <summary>All is well, or the reason is that of another condition.</summary>
    private static readonly string[] Fine = ["Serving", "Settled", "NotStalled", "Valid", "Served", "Complete", "Stalled"];

    [Fact]
    public void The_guide_says_of_each_reason_what_to_do()
    {
        string[] rooms = ["Plan", "Status", "Apply"];
        var sources = rooms.SelectMany(room => Directory.GetFiles(Path.Combine(RepositoryFile.Root, "src/MailOperator", room), "*.cs"))
            .Append(Path.Combine(RepositoryFile.Root, "src/MailOperator/MailServerTlsController.cs"))
            .Select(File.ReadAllText);
        string[] reasons =
        [
            .. sources.SelectMany(text => Reason().Matches(text)).Select(match => match.Groups[1].Value),
            .. Enum.GetNames<RollReason>(),
            PodTrouble.Unschedulable, PodTrouble.PodNotCreated, PodTrouble.VolumeNotBound, PodTrouble.VolumeNotMounted, PodTrouble.ImageNotPulled,
            PodTrouble.ContainerNotStarted, PodTrouble.ContainerFails,
            MailOperator.Plan.Problem.ApiError, MailOperator.Status.Findings.NotProbed, MailOperator.Status.Findings.ScaledToZero,
        ];
        var told = Code().Matches(RepositoryFile.Read("docs/guide.md")).Select(match => match.Groups[1].Value).ToHashSet();

        Assert.Contains("SecretNotFound", reasons);
        Assert.Contains("GateFailed", reasons);
        Assert.Contains("Held", reasons);
        Assert.Empty(reasons.Except(told).Except(Fine).Order(StringComparer.Ordinal));
    }

    // The second of a problem's parts, the third of a finding's.
    [GeneratedRegex("""(?:Status\.\w+|[Ff]ield|"(?:spec|metadata)[\w.]*"|\.\w+Ref"|\bNo\()[,(]?\s*"([A-Z][A-Za-z]+)"[,)]""")]
    private static partial Regex Reason();

    [GeneratedRegex("`([A-Z][A-Za-z]+)`")]
    private static partial Regex Code();
}
