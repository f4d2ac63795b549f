using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace MailOperator.Commands;

/// <summary>The command line <c>mailoperator</c>.</summary>
public static class CommandLine
{
    /// <summary>The tree of commands.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var root = new Command("mailoperator", "SMTP over TLS with Postfix on Kubernetes: the operator, and what one needs beside it.")
        {
            RunCommand.Create(),
            RenderCommand.Create(surroundings),
            CheckCommand.Create(surroundings),
            ImportCommand.Create(surroundings),
            CrdCommand.Create(surroundings),
            ProbeCommand.Create(surroundings),
            VersionCommand.Create(surroundings),
        };
        var help = new HelpOption();
        help.Action = new HelpWithNotes((HelpAction)help.Action!);
        root.Add(help);
        root.Add(new VersionOption());
        return root;
    }

    /// <summary>Runs a command line.</summary>
    /// <returns>One of <see cref="ExitStatus"/>.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> arguments, Surroundings surroundings, CancellationToken cancellationToken = default)
    {
        // An argument such as @example.com is an argument, not a file of arguments.
        var parsed = Create(surroundings).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction || parsed.Errors.Count > 0)
            return RefuseUsage(parsed, surroundings);
        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration
                {
                    Output = surroundings.Output,
                    Error = surroundings.Error,
                    EnableDefaultExceptionHandler = false,
                },
                cancellationToken);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            surroundings.Complain(
                parsed.CommandResult.Command.Name,
                $"this should not have happened: {fault.GetType().Name}: {fault.Message} Please report it.");
            return ExitStatus.Fault;
        }
    }

    private static int RefuseUsage(ParseResult parsed, Surroundings surroundings)
    {
        var command = parsed.CommandResult.Command;
        var name = command.Parents.Any() ? $"mailoperator {command.Name}" : command.Name;
        var messages = parsed.Errors.Select(error => error.Message).Distinct(StringComparer.Ordinal).ToArray();
        // Where a command is given that is none, the library also says that none is given.
        if (command.Subcommands.Count > 0 && parsed.UnmatchedTokens.Count > 0)
        {
            messages = [.. messages.Where(message =>
                parsed.UnmatchedTokens.Any(token => message.Contains(token, StringComparison.Ordinal)))];
        }

        foreach (var message in messages)
            surroundings.Complain(command.Parents.Any() ? command.Name : "usage", $"{message} See {name} --help.");
        return ExitStatus.Usage;
    }
}
