using System.CommandLine;
using MailOperator.Crd;

namespace MailOperator.Commands;

/// <summary><c>mailoperator crd</c>: the CustomResourceDefinition that goes with this program.</summary>
internal static class CrdCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var output = OutputFormat.Option(OutputFormat.Yaml, OutputFormat.Json);
        var withoutRules = new Option<bool>("--without-cel")
        {
            Description = "Leave out the rules in CEL, which API servers before 1.25 refuse; the operator checks them all the same.",
        };
        var command = new Command("crd", "Print the CustomResourceDefinition of MailServerTls.") { withoutRules, output };
        command.SetAction(parsed =>
        {
            XmlDocumentation documentation;
            try
            {
                documentation = XmlDocumentation.BesideAssembly();
            }
            catch (IOException)
            {
                surroundings.Complain(
                    "mailoperator.xml", "the descriptions of the fields cannot be read; keep the file beside the program.");
                return ExitStatus.Unreachable;
            }

            var document = CrdDocument.Build(documentation, !parsed.GetValue(withoutRules));
            surroundings.Output.Write(OutputFormat.Write(document, parsed.GetValue(output)!));
            return ExitStatus.Fine;
        });
        return command;
    }
}
