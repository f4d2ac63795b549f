using System.Diagnostics;

namespace MailOperator.Integration.Cluster;

/// <summary>Runs a program of the repository or of the machine to its end.</summary>
internal static class Command
{
    public static string Repository { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>What it printed.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message holds what it said.</exception>
    public static async Task<string> Output(
        string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException(
                $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {await error}{await output}");
    }

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "MailOperator.sln")) ? folder : FindRoot(Path.GetDirectoryName(folder)!);
}
