using System.CommandLine;
using MailOperator.Admission;

namespace MailOperator.Commands;

/// <summary>The option <c>--namespace</c> of the commands that work without a cluster.</summary>
internal static class NamespaceOption
{
    /// <summary>The option that puts resources without a namespace into one, as <c>kubectl -n</c> does.</summary>
    public static Option<string?> Create(string description = "Namespace of resources that name none.")
    {
        var option = new Option<string?>("--namespace", "-n") { Description = description, HelpName = "NS" };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token, ..] && NamespaceName.FindFault(token.Value) is { } fault)
                result.AddError($"--namespace: {fault}");
        });
        return option;
    }
}
