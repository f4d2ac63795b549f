using System.Diagnostics;

namespace MailOperator.Wire;

/// <summary>Runs a program to its end.</summary>
internal static class Command
{
    public static async Task<(int Status, string Output, string Error)> Run(
        string program, IReadOnlyList<string> arguments, string input = "", CancellationToken cancellation = default)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var error = process.StandardError.ReadToEndAsync(cancellation);
        try
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), cancellation);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The program ended before it read its input: its status tells why.
        }
        await process.WaitForExitAsync(cancellation);
        return (process.ExitCode, await output, await error);
    }
}
