using MailOperator.Import;
using MailOperator.Postfix;

namespace MailOperator.Tests.Import;

/// <summary>A configuration as text, imported for the release in the operator's image.</summary>
internal static class Imported
{
    public static ImportedServer Of(string main, string? master = null) => PostfixImport.Import(
        new("main.cf", $"{main}\n", "master.cf", master is null ? null : $"{master}\n"),
        new() { Hostname = "mail.example.com", ImageVersion = new PostfixVersion(3, 10) });

    /// <summary>What became of the one line of this name, at a service or in main.cf.</summary>
    public static Outcome OutcomeOf(this ImportedServer server, string name, string? service = null) =>
        Assert.Single(server.Lines, line => line.Entry.Name == name && line.Entry.Service == service).Outcome;
}
