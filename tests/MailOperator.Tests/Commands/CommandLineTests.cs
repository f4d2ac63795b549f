using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using MailOperator.Commands;

namespace MailOperator.Tests.Commands;

public sealed class CommandLineTests
{
    private static Command Root => CommandLine.Create(new(TextReader.Null, TextWriter.Null, TextWriter.Null, TimeProvider.System));

    public static TheoryData<string> Names => [.. Root.Subcommands.Select(command => command.Name)];

    [Fact]
    public void The_commands_are_those_that_are_documented() =>
        Assert.Equal(["run", "render", "check", "import", "crd", "probe", "version"], Root.Subcommands.Select(command => command.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Help_of_a_command_has_examples_and_exit_statuses(string name)
    {
        var help = await Cli.RunAsync(name, "--help");
        Assert.Equal(0, help.Status);
        Assert.Contains($"  mailoperator {name}", help.Output);
        Assert.Contains("Examples:\n  # ", help.Output);
        Assert.Contains("Exit status:\n  0   fine\n", help.Output);
    }

    [Fact]
    public async Task Help_of_the_whole_has_examples() => Assert.Contains("Examples:\n  # ", (await Cli.RunAsync("--help")).Output);

    [Theory]
    [InlineData]
    [InlineData("frobnicate")]
    [InlineData("check")]
    [InlineData("check", "-f")]
    [InlineData("check", "-f", "-", "--output", "xml")]
    [InlineData("check", "-f", "-", "--nonsense")]
    [InlineData("check", "-f", "-", "-n", "Bad NS")]
    [InlineData("render", "-f", "-", "-n", "Bad NS")]
    [InlineData("import", "-", "-n", "Bad NS")]
    [InlineData("import", "-", "-")]
    [InlineData("import", "/", "master.cf")]
    [InlineData("render", "-f", "-", "--output", "table")]
    [InlineData("probe")]
    [InlineData("probe", "a b")]
    [InlineData("probe", "localhost", "--server-name", "a b")]
    [InlineData("probe", "localhost:0")]
    [InlineData("probe", "localhost:65536")]
    [InlineData("probe", "localhost", "--timeout", "soon")]
    [InlineData("probe", "localhost", "--starttls", "--implicit")]
    [InlineData("run", "--workers", "0")]
    [InlineData("version", "now")]
    public async Task What_cannot_be_understood_ends_with_2_and_one_line_each(params string[] arguments)
    {
        var result = await Cli.RunAsync(arguments);
        Assert.Equal((2, ""), (result.Status, result.Output));
        Assert.All(result.Error.TrimEnd('\n').Split('\n'), line => Assert.Matches(@"^mailoperator: \w+: .+ See mailoperator( \w+)? --help\.$", line));
    }

    [Fact]
    public async Task An_unknown_command_is_told_and_nothing_else() =>
        Assert.Equal(
            new(2, "", "mailoperator: usage: Unrecognized command or argument 'frobnicate'. See mailoperator --help.\n"), await Cli.RunAsync("frobnicate"));

    [Theory]
    [InlineData("check", "-f", "-")]
    [InlineData("render", "-f", "-")]
    [InlineData("import", "-")]
    [InlineData("run")]
    public async Task A_Postfix_release_that_is_not_supported_is_told_of_the_option(params string[] arguments)
    {
        foreach (var release in (string[])["2.11", "3.7.10", "9.9", "latest"])
        {
            var result = await Cli.RunAsync(Inputs.FromSecret, [.. arguments, "--postfix-version", release]);
            Assert.Equal((2, ""), (result.Status, result.Output));
            Assert.StartsWith(
                $"mailoperator: {arguments[0]}: --postfix-version: '{release}' is no supported Postfix release. ", result.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task White_space_in_a_message_is_shown_as_one_space()
    {
        var result = await Cli.RunAsync("check", "-f", "-", "-o", "xml");
        Assert.Contains("Must be one of: 'table' 'yaml' 'json' See ", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("check")]
    [InlineData("render")]
    public async Task A_file_that_cannot_be_read_ends_with_3(string command)
    {
        var missing = await Cli.RunAsync(command, "-f", "/nonexistent/mx.yaml");
        Assert.Equal(new(3, "", "mailoperator: /nonexistent/mx.yaml: there is no such file. Give a readable file, or - for standard input.\n"), missing);
        var folder = await Cli.RunAsync(command, "-f", "/");
        Assert.Equal(new(3, "", "mailoperator: /: this is a directory. Give a readable file, or - for standard input.\n"), folder);
    }

    [Fact]
    public async Task An_address_that_cannot_be_listened_on_is_told_of_the_option()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        using var folder = new TemporaryFolder();
        var kubeconfig = folder.Write("config", """
            apiVersion: v1
            kind: Config
            current-context: none
            contexts: [{name: none, context: {cluster: none, user: none}}]
            clusters: [{name: none, cluster: {server: "http://127.0.0.1:9"}}]
            users: [{name: none, user: {}}]
            """);
        var (status, _, error) = await Executable.RunAsync(
            new Dictionary<string, string>(), "", "run", "--kubeconfig", kubeconfig, "--http-address", $"{other.LocalEndpoint}");
        Assert.Equal(
            (3, $"mailoperator: --http-address: Cannot listen on the HTTP address '{other.LocalEndpoint}': Address already in use. "
                + "Free it, or give another one, such as ':8081'.\n"),
            (status, error));
    }

    [Fact]
    public async Task An_argument_that_begins_with_an_at_sign_is_no_file_of_arguments()
    {
        var result = await Cli.RunAsync("check", "-f", "@nonexistent");
        Assert.Equal(3, result.Status);
        Assert.StartsWith("mailoperator: @nonexistent: ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_version_is_told_in_every_form()
    {
        Assert.StartsWith($"version  {RunCommand.Release}\n", (await Cli.RunAsync("version")).Output, StringComparison.Ordinal);
        Assert.Contains($"\"version\": \"{RunCommand.Release}\"", (await Cli.RunAsync("version", "-o", "json")).Output);
        Assert.Contains("api: mailoperator.io/v1alpha1\n", (await Cli.RunAsync("version", "-o", "yaml")).Output);
    }

    [Theory]
    [InlineData("crds/mailservertls.yaml")]
    [InlineData("crds/mailservertls-before-1.25.yaml", "--without-cel")]
    public async Task The_printed_definition_is_the_committed_one(string file, params string[] options) =>
        Assert.Equal(new(0, RepositoryFile.Read(file), ""), await Cli.RunAsync(["crd", .. options]));

    [Fact]
    public async Task The_real_program_runs()
    {
        var (status, output, error) = await Executable.RunAsync(new Dictionary<string, string>(), "", "check", "-f", "-");
        Assert.Equal((1, ""), (status, error));
        Assert.Contains("NoResource", System.Text.Encoding.UTF8.GetString(output));
    }
}
