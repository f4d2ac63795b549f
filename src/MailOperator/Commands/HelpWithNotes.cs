using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Globalization;

namespace MailOperator.Commands;

/// <summary>Help, followed by examples and exit statuses.</summary>
internal sealed class HelpWithNotes(HelpAction help) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var status = help.Invoke(parseResult);
        if (!CommandNotes.ByCommand.TryGetValue(parseResult.CommandResult.Command.Name, out var notes))
            return status;
        var output = parseResult.InvocationConfiguration.Output;
        output.Write("Examples:\n");
        foreach (var (line, purpose) in notes.Examples)
            output.Write($"  # {purpose}\n  {line}\n\n");
        output.Write("Exit status:\n");
        var possible = ExitStatus.All.Where(each => each.Status == ExitStatus.Fault || notes.Statuses.Contains(each.Status));
        foreach (var (number, meaning) in possible)
            output.Write(string.Create(CultureInfo.InvariantCulture, $"  {number,-3} {meaning}\n"));
        return status;
    }
}
