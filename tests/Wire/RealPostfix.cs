using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using static System.FormattableString;

namespace MailOperator.Wire;

/// <summary>A Postfix that runs a rendered configuration in a network of its own, with Dovecot beside it where there is AUTH.</summary>
public sealed class RealPostfix : IAsyncDisposable
{
    /// <summary>An address of no trusted network. A client that connects to it comes from it too.</summary>
    public static readonly IPAddress Stranger = IPAddress.Parse("192.0.2.1");

    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LogDeadline = TimeSpan.FromSeconds(20);

    private readonly ConcurrentQueue<string> _log = [];
    private readonly Process _process;
    private readonly string _directory;
    private int _inside;

    private RealPostfix(Process process, string directory) => (_process, _directory) = (process, directory);

    /// <summary>What Postfix has said so far.</summary>
    public IReadOnlyList<string> Log => [.. _log];

    /// <summary>A process within the namespaces of the server.</summary>
    public int ProcessInside => _inside;

    /// <summary>Starts the server and waits until all its ports, and Dovecot's, accept connections.</summary>
    /// <param name="root">The Debian root.</param>
    /// <param name="release">The release in it.</param>
    /// <param name="server">What is rendered.</param>
    /// <param name="cancellation">Ends the start.</param>
    /// <param name="files">
    /// Further files: beside the certificates in /run/tls, but openssl.cnf in place of the distribution's, and those below dns/ for a
    /// resolver (<see cref="TestResolver"/>).
    /// </param>
    /// <param name="beside">A server whose network this one shares; null for a network of its own.</param>
    public static async Task<RealPostfix> Start(
        string root,
        DebianRelease release,
        SmtpServer server,
        CancellationToken cancellation,
        IReadOnlyDictionary<string, string>? files = null,
        RealPostfix? beside = null)
    {
        var directory = Directory.CreateTempSubdirectory("mailoperator-wire-").FullName;
        await WriteAll(Path.Combine(directory, "config"), PostfixConfiguration.Render(server).ByName, cancellation);
        var further = (files ?? new Dictionary<string, string>()).ToLookup(file => file.Key == "openssl.cnf" || file.Key.StartsWith("dns/", StringComparison.Ordinal));
        await WriteAll(Path.Combine(directory, "tls"), TestCertificates.Pem.Concat(further[false]), cancellation);
        await WriteAll(directory, further[true], cancellation);
        var names = string.Join(' ', Pair.Hosts.Select(host => $"{host}.{Pair.Domain}"));
        await File.WriteAllTextAsync(Path.Combine(directory, "hosts"), $"127.0.0.1 localhost\n{Stranger} {TestCertificates.Host} {names}\n", cancellation);
        await File.WriteAllTextAsync(Path.Combine(directory, "users"), DovecotConfiguration.Users, cancellation);
        await File.WriteAllTextAsync(Path.Combine(directory, "dovecot.conf"), DovecotConfiguration.Of(release), cancellation);

        var script = Path.Combine(AppContext.BaseDirectory, "serve.sh");
        string[] unshare = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", script, root, directory];
        string[] inNetwork = beside is null ? ["unshare", "--net"] : ["nsenter", "--net", "--target", Invariant($"{beside._inside}")];
        var process = Process.Start(new ProcessStartInfo(inNetwork[0], [.. inNetwork[1..], .. unshare])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var postfix = new RealPostfix(process, directory);
        process.OutputDataReceived += postfix.Keep;
        process.ErrorDataReceived += postfix.Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        int[] ports =
        [
            .. server.Listeners.Select(listener => listener.Port),
            .. server.Authentication is null ? (int[])[] : [12345],
            .. Directory.Exists(Path.Combine(directory, "dns")) ? (int[])[53] : [],
        ];
        foreach (var port in ports)
            await postfix.Accepts(port, cancellation);
        return postfix;
    }

    /// <summary>A connection from a client that nobody trusts.</summary>
    public Socket Connect(int port) => NetworkNamespace.Connect(_inside, new(Stranger, port));

    /// <summary>A connection from within the pod.</summary>
    public Socket ConnectLocally(int port) => NetworkNamespace.Connect(_inside, new(IPAddress.Loopback, port));

    /// <summary>Waits until the log is as wanted, and fails with the log when it does not become so.</summary>
    public async Task Says(Func<IReadOnlyList<string>, bool> wanted, CancellationToken cancellation)
    {
        for (var watch = Stopwatch.StartNew(); !wanted(Log); await Task.Delay(50, cancellation))
            Assert.True(watch.Elapsed < LogDeadline, "Postfix has not said what was awaited:\n" + string.Join('\n', _log));
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

    private static async Task WriteAll(string directory, IEnumerable<KeyValuePair<string, string>> files, CancellationToken cancellation)
    {
        foreach (var (name, content) in files)
        {
            var path = Path.Combine(directory, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, content, cancellation);
        }
    }

    private async Task Accepts(int port, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                _inside = _inside == 0 ? Child(_process.Id) : _inside;
                ConnectLocally(port).Dispose();
                return;
            }
            catch (IOException failure) when (!_process.HasExited && watch.Elapsed < StartDeadline)
            {
                _ = failure;
                await Task.Delay(100, cancellation);
            }
            catch (IOException failure)
            {
                throw new InvalidOperationException($"Port {port} does not accept: {failure.Message}\n{string.Join('\n', _log)}", failure);
            }
        }
    }

    /// <summary>The process that <c>unshare</c> made within the namespaces.</summary>
    private static int Child(int parent)
    {
        var children = File.ReadAllText($"/proc/{parent}/task/{parent}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return children.Length == 1
            ? int.Parse(children[0], CultureInfo.InvariantCulture)
            : throw new IOException("unshare has not made its child yet");
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is not null)
            _log.Enqueue(line.Data);
    }
}
