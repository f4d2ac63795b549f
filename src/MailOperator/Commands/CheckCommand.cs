using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using MailOperator.Admission;
using MailOperator.Commands.Manifests;
using MailOperator.Postfix;

namespace MailOperator.Commands;

/// <summary><c>mailoperator check</c>: the rules of admission, without a cluster.</summary>
internal static class CheckCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var files = ManifestFiles.Option();
        var space = NamespaceOption.Create();
        var version = PodOptions.Version();
        var strict = new Option<bool>("--strict") { Description = "Warnings count as errors." };
        var output = OutputFormat.Option(OutputFormat.Table, OutputFormat.Yaml, OutputFormat.Json);
        var command = new Command(
            "check", "Judge every MailServerTls of the input by the rules of admission, and the certificates in Secrets of the input.")
        {
            files, space, version, strict, output,
        };
        command.SetAction(parsed =>
        {
            if (ManifestFiles.Read(parsed.GetValue(files)!, surroundings) is not { } read)
                return ExitStatus.Unreachable;
            var input = ManifestSet.Read(read, parsed.GetValue(space), PostfixVersion.Parse(parsed.GetValue(version)!));
            var now = surroundings.Time.GetUtcNow();
            var judged = input.Manifests.Select(manifest => SecretFindings.Judge(manifest, input, now)).ToArray();
            var accepted = judged.All(manifest => manifest.IsAccepted && !(parsed.GetValue(strict) && manifest.Findings.Count > 0));

            if (parsed.GetValue(output) is var form && form == OutputFormat.Table)
                WriteTable(surroundings.Output, judged);
            else
                surroundings.Output.Write(OutputFormat.Write(Document(judged, accepted), form!));
            return accepted ? ExitStatus.Fine : ExitStatus.No;
        });
        return command;
    }

    private static void WriteTable(TextWriter output, IReadOnlyList<Manifest> judged)
    {
        var rows = judged.SelectMany(manifest => manifest.Findings.Select(finding => (IReadOnlyList<string>)
        [
            Level(finding), manifest.Where(finding.Place), manifest.FullName,
            finding.Violation.Field, finding.Violation.Reason, finding.Violation.Message,
        ])).ToArray();
        if (rows.Length > 0)
            PlainTable.Write(output, ["LEVEL", "PLACE", "RESOURCE", "FIELD", "REASON", "MESSAGE"], rows);
        var errors = judged.Sum(manifest => manifest.Findings.Count(finding => finding.Violation.Severity == Severity.Error));
        var resources = judged.Count(manifest => manifest.Source is not null);
        output.Write($"{Count(resources, "resource")}, {Count(errors, "error")}, {Count(rows.Length - errors, "warning")}\n");
    }

    private static JsonObject Document(IEnumerable<Manifest> judged, bool accepted) => new()
    {
        ["accepted"] = accepted,
        ["resources"] = new JsonArray([.. judged.Select(manifest => new JsonObject
        {
            ["file"] = manifest.File,
            ["namespace"] = manifest.Namespace,
            ["name"] = manifest.Name,
            ["accepted"] = manifest.IsAccepted,
            ["findings"] = new JsonArray([.. manifest.Findings.Select(Finding)]),
        })]),
    };

    private static JsonObject Finding(PlacedViolation finding) => new()
    {
        ["level"] = Level(finding),
        ["field"] = finding.Violation.Field,
        ["reason"] = finding.Violation.Reason,
        ["message"] = finding.Violation.Message,
        ["line"] = finding.Place?.Line,
        ["column"] = finding.Place?.Column,
    };

    private static string Level(PlacedViolation finding) => finding.Violation.Severity == Severity.Error ? "error" : "warning";

    private static string Count(int count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}
