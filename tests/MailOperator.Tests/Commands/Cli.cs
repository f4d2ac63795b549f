using MailOperator.Commands;

namespace MailOperator.Tests.Commands;

/// <summary>The command line, run within the test's process.</summary>
internal static class Cli
{
    public sealed record Result(int Status, string Output, string Error);

    public static Task<Result> RunAsync(params string[] arguments) => RunAsync("", arguments);

    /// <summary>Runs with this on standard input.</summary>
    public static async Task<Result> RunAsync(string input, string[] arguments, TimeProvider? time = null)
    {
        using var reader = new StringReader(input);
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var status = await CommandLine.RunAsync(
            arguments, new(reader, output, error, time ?? TimeProvider.System), TestContext.Current.CancellationToken);
        return new(status, output.ToString(), error.ToString());
    }
}
