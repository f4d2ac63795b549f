using MailOperator.Commands;

namespace MailOperator.Tests.Commands;

public sealed class CommandReferenceTests
{
    [Fact]
    public void The_reference_says_what_the_program_does() => RepositoryFile.ShouldBe(
        "docs/reference/cli.md",
        CommandReference.Write(CommandLine.Create(new(TextReader.Null, TextWriter.Null, TextWriter.Null, TimeProvider.System))));
}
