using System.CommandLine;
using MailOperator.Admission;
using MailOperator.Commands.Importing;
using MailOperator.Import;
using MailOperator.Postfix;

namespace MailOperator.Commands;

/// <summary><c>mailoperator import</c>: an existing configuration of Postfix as a resource.</summary>
internal static class ImportCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var input = new Argument<string>("CONFIGURATION")
        {
            Description = "Folder with main.cf and master.cf, or file of main.cf or of the output of postconf -n; - is standard input.",
        };
        var master = new Argument<string?>("MASTER")
        {
            Description = "File of master.cf or of the output of postconf -M; - is standard input. Not with a folder.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var name = new Option<string?>("--name")
        {
            Description = "Name of the resource; the first label of the host name when absent.",
            HelpName = "NAME",
        };
        var space = NamespaceOption.Create("Namespace of the resource; none is written when absent.");
        var hostname = new Option<string?>("--hostname")
        {
            Description = "Host name, where main.cf leaves myhostname to the machine.",
            HelpName = "HOST",
        };
        var version = PodOptions.Version("Postfix release that will serve; written to the resource when given");
        var strict = new Option<bool>("--strict") { Description = "Whatever is left out or not as before counts, not only what mail depends on." };
        var report = new Option<string?>("--report")
        {
            Description = "File for the report, of which standard error then has a summary; standard error has it all when absent.",
            HelpName = "FILE",
        };
        var output = OutputFormat.Option(OutputFormat.Table, OutputFormat.Yaml, OutputFormat.Json);
        output.Description = "Form of the report. The resource is always YAML.";
        var command = new Command(
            "import",
            "Print the MailServerTls that an existing configuration of Postfix becomes, and report of each line what became of it: "
            + "a field of its own, carried in spec.postfix, a default, obsolete, or not representable. "
            + "Keys and passwords are neither read nor printed. The status is 1 when something is left out that mail depends on.")
        {
            input, master, name, space, hostname, version, strict, report, output,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(input) is { Tokens: [var first] } && result.GetResult(master) is { Tokens: [var second] }
                && ConfigurationFiles.FindMisuse(first.Value, second.Value) is { } misuse)
                result.AddError(misuse);
        });
        command.SetAction(parsed =>
        {
            if (ConfigurationFiles.Read(parsed.GetValue(input)!, parsed.GetValue(master), surroundings) is not { } source)
                return ExitStatus.Unreachable;
            var server = PostfixImport.Import(source, new()
            {
                Name = parsed.GetValue(name),
                Namespace = parsed.GetValue(space),
                Hostname = parsed.GetValue(hostname),
                Version = parsed.GetResult(version) is { Implicit: false } ? PostfixVersion.Parse(parsed.GetValue(version)!) : null,
                ImageVersion = PostfixVersion.Parse(parsed.GetValue(version)!),
            });
            var violations = server.Violations;
            var text = ImportReport.Write(server, violations, parsed.GetValue(output)!);
            if (!ImportReport.Save(text, parsed.GetValue(report), surroundings))
                return ExitStatus.Unreachable;
            if (parsed.GetValue(report) is not null)
                surroundings.Error.Write(ImportReport.Summary(server));
            surroundings.Output.Write(ImportReport.Manifest(server));
            return violations.Any(violation => violation.Severity == Severity.Error)
                || (parsed.GetValue(strict) ? server.Losses : server.MailLosses).Any()
                    ? ExitStatus.No
                    : ExitStatus.Fine;
        });
        return command;
    }
}
