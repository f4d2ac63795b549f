using System.Text;
using System.Text.Json.Nodes;
using MailOperator.Admission;
using MailOperator.Commands;
using MailOperator.Examples;
using MailOperator.Kubernetes.Models;
using MailOperator.Postfix.Configuration.Source;

namespace MailOperator.Wire;

/// <summary>A line of an import's report.</summary>
/// <param name="IsLoss">Whether the server is another by it, as the report says.</param>
/// <param name="Outcome">Typed, carried, default, obsolete or not representable.</param>
/// <param name="Service">The service of master.cf; null in main.cf.</param>
/// <param name="Name">The parameter.</param>
/// <param name="Value">Its value.</param>
/// <param name="Message">What is said of it.</param>
internal sealed record ReportLine(bool IsLoss, string Outcome, string? Service, string Name, string Value, string Message);

/// <summary>A folder as <c>mailoperator import</c> and the operator after it make a server of it.</summary>
/// <param name="Served">What a pod serves; null where admission refuses the resource, which says why.</param>
/// <param name="Report">The report.</param>
/// <param name="Refused">The reasons of admission.</param>
/// <param name="Manifest">The resource.</param>
internal sealed record ImportedHost(LaneConfiguration? Served, IReadOnlyList<ReportLine> Report, IReadOnlyList<string> Refused, string Manifest)
{
    // One moment for all, so that certificates for the same names are made once.
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    /// <summary>Imports a folder for a release.</summary>
    public static async Task<ImportedHost> Of(string folder, DebianRelease release, CancellationToken cancellation)
    {
        var main = MainCfSource.Parse(SourceText.Decode(await File.ReadAllBytesAsync(Path.Combine(folder, "main.cf"), cancellation)));
        string[] hostname = main.Effective.TryGetValue("myhostname", out var own) && own.Value.Contains('.', StringComparison.Ordinal)
            ? [] : ["--hostname", TestCertificates.Host];
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        await CommandLine.RunAsync(
            ["import", folder, "--name", "mail", .. hostname, "--postfix-version", release.Postfix.ToString(), "--output", "json"],
            new(TextReader.Null, output, error, TimeProvider.System),
            cancellation);
        var document = JsonNode.Parse(error.ToString())!;
        var report = document["lines"]!.AsArray().Select(line => new ReportLine(
            (bool)line!["isLoss"]!, (string)line["outcome"]!, (string?)line["service"], (string)line["name"]!, (string)line["value"]!,
            (string)line["message"]!));
        string[] refused = [.. document["violations"]!.AsArray().Where(one => (string)one!["level"]! == "error").Select(one => (string)one!["reason"]!)];
        return new(refused.Length > 0 ? null : Serve(output.ToString(), release), [.. report], refused, output.ToString());
    }

    private static LaneConfiguration Serve(string manifest, DebianRelease release)
    {
        // Which certificates the old host had is not in question.
        var resource = ResourceReader.Read(manifest, release.Postfix).Single().Resource!;
        resource = resource with { Spec = resource.Spec with { Certificates = new() { Default = [new() { SelfSigned = new() }] } } };
        var planned = PlannedServer.Of(KubernetesJson.Serialize(resource), release.Postfix, Now);
        var files = planned.Configuration.ToDictionary();
        files["main.cf"] += LaneConfiguration.Conditions;
        return new(
            "/run/postfix",
            files,
            planned.Material.ToDictionary(file => file.Key, file => Encoding.UTF8.GetString(file.Value)),
            "",
            OldHost.Ports(MainCfSource.Parse(files["main.cf"]), MasterCfSource.Parse(files["master.cf"])));
    }
}
