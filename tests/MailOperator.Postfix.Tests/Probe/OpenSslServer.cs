using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace MailOperator.Postfix.Tests.Probe;

/// <summary>
/// One connection to <c>openssl s_server</c>, which reads a chain file as Postfix does and sends it as it stands, and greets
/// like SMTP.
/// </summary>
internal sealed class OpenSslServer : IDisposable
{
    private readonly Process _process;
    private readonly string _directory;

    private OpenSslServer(Process process, string directory, int port)
    {
        _process = process;
        _directory = directory;
        Port = port;
    }

    public int Port { get; }

    /// <summary>Starts a server.</summary>
    /// <param name="chainFile">Key, leaf and issuers.</param>
    /// <param name="arguments">Further ones, such as <c>-tls1_2</c>.</param>
    public static async Task<OpenSslServer> StartAsync(byte[] chainFile, params string[] arguments)
    {
        // Readable for its owner only, and so is the key in it.
        var directory = Directory.CreateTempSubdirectory("mailoperator-").FullName;
        var file = Path.Combine(directory, "chain.pem");
        await File.WriteAllBytesAsync(file, chainFile);
        var start = new ProcessStartInfo("openssl")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The second pair is what -servername needs, and nothing without it.
        string[] all =
        [
            "s_server", "-accept", "127.0.0.1:0", "-naccept", "1", "-cert", file, "-key", file, "-cert_chain", file, "-cert2", file, "-key2", file,
            .. arguments,
        ];
        foreach (var argument in all)
            start.ArgumentList.Add(argument);
        try
        {
            var process = Process.Start(start)!;
            while (await process.StandardOutput.ReadLineAsync() is { } line)
            {
                if (!line.StartsWith("ACCEPT ", StringComparison.Ordinal))
                    continue;
                // The whole of the server's part: a greeting, and the reply to QUIT.
                await process.StandardInput.WriteAsync("220 openssl\r\n221 bye\r\n");
                await process.StandardInput.FlushAsync();
                return new(process, directory, int.Parse(line[(line.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture));
            }

            throw new InvalidOperationException(await process.StandardError.ReadToEndAsync());
        }
        catch (Win32Exception)
        {
            Directory.Delete(directory, true);
            Assert.Skip("openssl is not installed here");
            throw;
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_directory, true);
    }
}
