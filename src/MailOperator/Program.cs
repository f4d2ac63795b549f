using System.CommandLine;
using MailOperator.Commands;

var root = new RootCommand("SMTP over TLS on Kubernetes: the operator, and its tools.")
{
    RunCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
