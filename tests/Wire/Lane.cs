using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace MailOperator.Wire;

/// <summary>
/// A network in which one configuration after another is served, in milliseconds each (<c>lane.sh</c>), by real Postfix with Dovecot
/// beside it.
/// </summary>
internal sealed class Lane : IAsyncDisposable
{
    private static readonly IPAddress Server = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress Server6 = IPAddress.Parse("2001:db8:ffff::1");
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly string _directory;
    private int _inside;
    private string _log = "";
    private int _served;

    private Lane(Process process, string directory) => (_process, _directory) = (process, directory);

    /// <summary>What the server that runs has logged.</summary>
    public string Log => File.Exists(Seen(_log)) ? File.ReadAllText(Seen(_log)) : "";

    /// <summary>Makes the network; nothing is served yet.</summary>
    public static async Task<Lane> Start(string root)
    {
        var directory = Directory.CreateTempSubdirectory("mailoperator-lane-").FullName;
        await File.WriteAllTextAsync(Path.Combine(directory, "hosts"), $"127.0.0.1 localhost\n{Server} {TestCertificates.Host}\n");
        Directory.CreateDirectory(Path.Combine(directory, "users"));
        await File.WriteAllTextAsync(Path.Combine(directory, RealPostfix.UsersFile), DovecotConfiguration.Users);
        var image = Path.Combine(DebianRoots.RepositoryTop(), "deploy", "images", "postfix");
        string[] script = ["sh", Path.Combine(AppContext.BaseDirectory, "lane.sh"), root, directory, image];
        return new(
            Process.Start(new ProcessStartInfo("unshare", ["--net", "--mount", "--pid", "--fork", "--kill-child", .. script])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            })!,
            directory);
    }

    /// <summary>Serves a configuration in place of the one before; false where Postfix does not start with it.</summary>
    public async Task<bool> Serve(LaneConfiguration configuration, CancellationToken cancellation)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{_served++}");
        await Write(name, configuration.Files, cancellation);
        await Write($"{name}.tls", configuration.Material, cancellation);
        await File.WriteAllTextAsync(Path.Combine(_directory, $"{name}.build"), configuration.Build, cancellation);
        await _process.StandardInput.WriteLineAsync($"serve {name} {configuration.Directory}".AsMemory(), cancellation);
        await _process.StandardInput.FlushAsync(cancellation);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(Deadline);
        _log = await _process.StandardOutput.ReadLineAsync(deadline.Token) ?? throw new InvalidOperationException(
            $"The lane has ended: {await File.ReadAllTextAsync(Path.Combine(_directory, "lane.log"), cancellation)}");
        if (_inside == 0)
        {
            var children = await File.ReadAllTextAsync($"/proc/{_process.Id}/task/{_process.Id}/children", cancellation);
            _inside = int.Parse(children.Trim(), CultureInfo.InvariantCulture);
        }
        return await IsUp(cancellation);
    }

    /// <summary>A connection from an address; null where nobody listens.</summary>
    public Socket? Connect(int port, IPAddress client)
    {
        try
        {
            var server = client.AddressFamily == AddressFamily.InterNetworkV6 ? Server6 : Server;
            return NetworkNamespace.Connect(_inside, new(server, port), client);
        }
        catch (IOException refused) when (refused.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }
        _process.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>master listens before it says so.</summary>
    private async Task<bool> IsUp(CancellationToken cancellation)
    {
        for (var watch = Stopwatch.StartNew(); ; await Task.Delay(5, cancellation))
        {
            var log = Log;
            if (log.Contains("daemon started", StringComparison.Ordinal))
                return true;
            if (log.Contains("/master[", StringComparison.Ordinal) && log.Contains("fatal:", StringComparison.Ordinal))
                return false;
            if (watch.Elapsed > TimeSpan.FromSeconds(10))
                return false;
        }
    }

    private async Task Write(string folder, IReadOnlyDictionary<string, string> files, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.Combine(_directory, folder));
        foreach (var (name, content) in files)
        {
            var path = Path.Combine(_directory, folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, content, cancellation);
        }
    }

    /// <summary>A file of the lane, which has mounts of its own.</summary>
    private string Seen(string path) => string.Create(CultureInfo.InvariantCulture, $"/proc/{_inside}/root{path}");
}
