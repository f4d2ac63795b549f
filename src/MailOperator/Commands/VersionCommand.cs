using System.CommandLine;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using MailOperator.Api;

namespace MailOperator.Commands;

/// <summary><c>mailoperator version</c>: what this program is.</summary>
internal static class VersionCommand
{
    private static string? Build =>
        typeof(VersionCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;

    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var output = OutputFormat.Option(OutputFormat.Table, OutputFormat.Yaml, OutputFormat.Json);
        var command = new Command("version", "Print the version, the API that it serves, and the Postfix release that it expects.")
        {
            output,
        };
        command.SetAction(parsed =>
        {
            var form = parsed.GetValue(output)!;
            (string Name, string Value)[] facts =
            [
                ("version", RunCommand.Release),
                ("build", Build ?? RunCommand.Release),
                ("api", MailServerTls.GroupVersion),
                ("postfix", RunCommand.ImagePostfixVersion),
                ("runtime", RuntimeInformation.FrameworkDescription),
            ];
            if (form == OutputFormat.Table)
                surroundings.Output.Write(string.Concat(facts.Select(fact => $"{fact.Name,-9}{fact.Value}\n")));
            else
                surroundings.Output.Write(OutputFormat.Write(
                    new JsonObject(facts.Select(fact => KeyValuePair.Create(fact.Name, (JsonNode?)JsonValue.Create(fact.Value)))), form));
            return ExitStatus.Fine;
        });
        return command;
    }
}
