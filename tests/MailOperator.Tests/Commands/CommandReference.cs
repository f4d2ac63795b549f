using System.CommandLine;
using System.Globalization;
using System.Text;
using MailOperator.Commands;

namespace MailOperator.Tests.Commands;

/// <summary>The reference of the command line, written from the tree of commands.</summary>
internal static class CommandReference
{
    public static string Write(Command root)
    {
        var text = new StringBuilder();
        text.Append("# Command line\n\n").Append(root.Description).Append("\n\n");
        text.Append("This page is generated from the program; `mailoperator COMMAND --help` says the same.\n\n");
        text.Append("| command | |\n| --- | --- |\n");
        foreach (var command in root.Subcommands)
        {
            text.Append(
                CultureInfo.InvariantCulture, $"| [`{command.Name}`](#mailoperator-{command.Name}) | {Cell(command.Description)} |\n");
        }
        Examples(text, root);
        text.Append("\n## Exit status\n\n| status | meaning |\n| --- | --- |\n");
        foreach (var (status, meaning) in ExitStatus.All)
            text.Append(CultureInfo.InvariantCulture, $"| {status} | {Cell(meaning)} |\n");
        text.Append(
            "\nWhat was asked for is written to standard output, complaints to standard error, one line each:\n"
            + "`mailoperator: FILE:LINE:COLUMN: FIELD: what is wrong and what to do`. Both are UTF-8 in every locale.\n");
        foreach (var command in root.Subcommands)
            Command(text, command);
        return text.ToString();
    }

    private static void Command(StringBuilder text, Command command)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n## mailoperator {command.Name}\n\n{command.Description}\n\n");
        var arguments = string.Concat(command.Arguments.Select(argument => $" {argument.Name}"));
        text.Append(CultureInfo.InvariantCulture, $"    mailoperator {command.Name}{arguments} [options]\n");
        if (command.Arguments.Count + command.Options.Count > 0)
            text.Append("\n| | |\n| --- | --- |\n");
        foreach (var argument in command.Arguments)
            text.Append(CultureInfo.InvariantCulture, $"| `{argument.Name}` | {Cell(argument.Description)} |\n");
        foreach (var option in command.Options)
            text.Append(CultureInfo.InvariantCulture, $"| {Names(option)} | {Cell(option.Description)}{Default(option)} |\n");
        Examples(text, command);
        var statuses = CommandNotes.ByCommand[command.Name].Statuses;
        text.Append(CultureInfo.InvariantCulture, $"\nExit status: {string.Join(", ", statuses)}.\n");
    }

    private static void Examples(StringBuilder text, Command command)
    {
        text.Append('\n');
        foreach (var (line, purpose) in CommandNotes.ByCommand[command.Name].Examples)
            text.Append(CultureInfo.InvariantCulture, $"    # {purpose}\n    {line}\n");
    }

    private static string Names(Option option)
    {
        var value = option.HelpName is { } name ? $" {name}"
            : option.ValueType == typeof(bool) ? ""
            : $" {option.Name.TrimStart('-').ToUpperInvariant()}";
        var names = option.Aliases.Order(StringComparer.Ordinal).Append(option.Name).Select(alias => $"`{alias}{value}`");
        return string.Join(", ", names).Replace("|", "\\|", StringComparison.Ordinal);
    }

    private static string Default(Option option) => !option.HasDefaultValue ? "" : option.GetDefaultValue() switch
    {
        null or false or "" or System.Collections.ICollection { Count: 0 } => "",
        TimeSpan time => $" Default: `{(time.TotalMinutes >= 1 ? $"{time.TotalMinutes:0}m" : $"{time.TotalSeconds:0}s")}`.",
        true => " Default: `true`.",
        var value => $" Default: `{value}`.",
    };

    private static string Cell(string? text) => (text ?? "").Replace("|", "\\|", StringComparison.Ordinal);
}
