using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using MailOperator.Admission;
using MailOperator.Commands.Manifests;
using MailOperator.Commands.Render;
using MailOperator.Plan;
using MailOperator.Postfix;
using MailOperator.Yaml;

namespace MailOperator.Commands;

/// <summary><c>mailoperator render</c>: what the operator would apply, without a cluster.</summary>
internal static class RenderCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var files = ManifestFiles.Option();
        var space = NamespaceOption.Create();
        var output = OutputFormat.Option(OutputFormat.Yaml, OutputFormat.Json);
        var image = PodOptions.Image();
        var version = PodOptions.Version();
        var operatorNamespace = PodOptions.OperatorNamespace("mail-operator");
        var command = new Command(
            "render",
            "Print what the operator would apply for every MailServerTls of the input. Certificates are taken from Secrets of the input; "
            + "a placeholder stands for one that is not there. Keys are never printed.")
        {
            files, space, output, image, version, operatorNamespace,
        };
        command.SetAction(parsed =>
        {
            if (ManifestFiles.Read(parsed.GetValue(files)!, surroundings) is not { } read)
                return ExitStatus.Unreachable;
            var input = ManifestSet.Read(read, parsed.GetValue(space), PostfixVersion.Parse(parsed.GetValue(version)!));
            var settings = new PlanSettings
            {
                PostfixImage = parsed.GetValue(image)!,
                PostfixVersion = PostfixVersion.Parse(parsed.GetValue(version)!),
                OperatorNamespace = parsed.GetValue(operatorNamespace)!,
            };
            return Run(input, settings, parsed.GetValue(output)!, surroundings);
        });
        return command;
    }

    private static int Run(ManifestSet input, PlanSettings settings, string form, Surroundings surroundings)
    {
        var now = surroundings.Time.GetUtcNow();
        var judged = input.Manifests.Select(manifest => WithClash(SecretFindings.Judge(manifest, input, now), input, now)).ToArray();
        foreach (var manifest in judged)
        {
            foreach (var (violation, place) in manifest.Findings)
                surroundings.Complain(manifest.Where(place), $"{(violation.Severity == Severity.Error ? "" : "warning: ")}{violation}");
        }

        if (!judged.All(manifest => manifest.IsAccepted))
            return ExitStatus.No;
        var rendered = judged.Select(manifest => OfflinePlan.Of(manifest.Resource!, input, settings, now)).ToArray();
        surroundings.Output.Write(form == OutputFormat.Json ? AsList(rendered, surroundings) : AsYaml(rendered));
        return ExitStatus.Fine;
    }

    private static Manifest WithClash(Manifest manifest, ManifestSet input, DateTimeOffset now) =>
        manifest.IsAccepted && OfflinePlan.FindClash(manifest.Resource!, input, now) is { } clash
            ? manifest.With(clash, Severity.Error)
            : manifest;

    private static string AsYaml(IEnumerable<RenderedResource> rendered)
    {
        var text = new StringBuilder();
        foreach (var (resource, notes, objects) in rendered)
        {
            var prefix = resource.Metadata.NamespaceProperty is { } space ? $"{space}/" : "";
            text.Append("# MailServerTls ").Append(prefix).Append(resource.Metadata.Name).Append('\n');
            foreach (var note in notes)
                text.Append("# ").Append(OneLine.Of(note)).Append('\n');
            text.Append(YamlWriter.WriteAll(objects));
        }

        return text.ToString();
    }

    // JSON has no comments.
    private static string AsList(IReadOnlyList<RenderedResource> rendered, Surroundings surroundings)
    {
        foreach (var (resource, notes, _) in rendered)
        {
            foreach (var note in notes)
                surroundings.Complain($"MailServerTls {resource.Metadata.Name}", $"note: {note}");
        }

        return OutputFormat.Write(
            new JsonObject
            {
                ["apiVersion"] = "v1",
                ["kind"] = "List",
                ["items"] = new JsonArray([.. rendered.SelectMany(each => each.Objects)]),
            },
            OutputFormat.Json);
    }
}
