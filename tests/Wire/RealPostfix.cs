using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using static System.FormattableString;

namespace MailOperator.Wire;

/// <summary>A Postfix that runs a rendered configuration in a network of its own, with Dovecot beside it where there is AUTH.</summary>
public sealed partial class RealPostfix : IAsyncDisposable
{
    /// <summary>An address of no trusted network. A client that connects to it comes from it too.</summary>
    public static readonly IPAddress Stranger = IPAddress.Parse("192.0.2.1");

    /// <summary>The users of AUTH, as their Secret has them; without it there is one (<see cref="DovecotConfiguration"/>).</summary>
    public const string UsersFile = "users/users";

    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LogDeadline = TimeSpan.FromSeconds(20);

    private readonly ConcurrentQueue<string> _log = [];
    private readonly Process _process;
    private readonly string _directory;
    private readonly string _root;
    private int _inside;

    private RealPostfix(Process process, string directory, string root) => (_process, _directory, _root) = (process, directory, root);

    /// <summary>What Postfix has said so far.</summary>
    public IReadOnlyList<string> Log => [.. _log];

    /// <summary>What Postfix has complained of so far.</summary>
    public IReadOnlyList<string> Complaints => [.. Log.Where(line => Complaint().IsMatch(line) && !AheadOfTime().IsMatch(line))];

    /// <summary>What Dovecot has said so far.</summary>
    public IReadOnlyList<string> AuthLog =>
        Path.Combine(_directory, "dovecot.log") is var file && File.Exists(file) ? File.ReadAllLines(file) : [];

    /// <summary>A process within the namespaces of the server.</summary>
    public int ProcessInside => _inside;

    /// <summary>Starts the server and waits until all its ports, and Dovecot's, accept connections.</summary>
    /// <param name="root">The Debian root.</param>
    /// <param name="release">The release in it.</param>
    /// <param name="server">What is rendered.</param>
    /// <param name="cancellation">Ends the start.</param>
    /// <param name="files">
    /// Further files: beside the certificates in /run/tls, but openssl.cnf in place of the distribution's, those below dns/ for a
    /// resolver (<see cref="TestResolver"/>), and <see cref="UsersFile"/>.
    /// </param>
    /// <param name="beside">A server whose network this one shares; null for a network of its own.</param>
    /// <param name="conditions">What of its surroundings is put into main.cf, which no resource may set.</param>
    public static Task<RealPostfix> Start(
        string root,
        DebianRelease release,
        SmtpServer server,
        CancellationToken cancellation,
        IReadOnlyDictionary<string, string>? files = null,
        RealPostfix? beside = null,
        string conditions = "") =>
        StartRendered(
            root,
            release,
            With(conditions, PostfixConfiguration.Render(server).ByName),
            [.. server.Listeners.Select(listener => listener.Port)],
            cancellation,
            TestCertificates.Pem
                .Concat(files ?? new Dictionary<string, string>())
                .GroupBy(file => file.Key, file => file.Value)
                .ToDictionary(file => file.Key, file => file.Last()),
            beside);

    private static Dictionary<string, string> With(string conditions, IReadOnlyDictionary<string, string> files) =>
        new(files) { ["main.cf"] = $"{files["main.cf"]}{conditions}\n" };

    /// <summary>The same of files that have been rendered.</summary>
    /// <param name="root">The Debian root.</param>
    /// <param name="release">The release in it.</param>
    /// <param name="configuration">main.cf, master.cf and what goes with them.</param>
    /// <param name="listening">The ports to be tried before it counts as started: a connection that is made and closed may be logged.</param>
    /// <param name="cancellation">Ends the start.</param>
    /// <param name="files">Further files, as above, those with certificates among them.</param>
    /// <param name="beside">A server whose network this one shares; null for a network of its own.</param>
    public static async Task<RealPostfix> StartRendered(
        string root,
        DebianRelease release,
        IReadOnlyDictionary<string, string> configuration,
        IReadOnlyList<int> listening,
        CancellationToken cancellation,
        IReadOnlyDictionary<string, string>? files = null,
        RealPostfix? beside = null)
    {
        var directory = Directory.CreateTempSubdirectory("mailoperator-wire-").FullName;
        await WriteAll(Path.Combine(directory, "config"), configuration, cancellation);
        var further = (files ?? new Dictionary<string, string>()).ToLookup(
            file => file.Key is "openssl.cnf" or UsersFile || file.Key.StartsWith("dns/", StringComparison.Ordinal));
        Directory.CreateDirectory(Path.Combine(directory, "tls"));
        await WriteAll(Path.Combine(directory, "tls"), further[false], cancellation);
        await WriteAll(directory, further[true], cancellation);
        var names = string.Join(' ', Pair.Hosts.Select(host => $"{host}.{Pair.Domain}"));
        await File.WriteAllTextAsync(
            Path.Combine(directory, "hosts"), $"127.0.0.1 localhost\n{Probes.Address} {Probes.Host}\n{Stranger} {TestCertificates.Host} {names}\n", cancellation);
        if (configuration.ContainsKey("sasl") && further[true].All(file => file.Key != UsersFile))
            await WriteAll(directory, [new(UsersFile, DovecotConfiguration.Users)], cancellation);

        var script = Path.Combine(AppContext.BaseDirectory, "serve.sh");
        var image = Path.Combine(DebianRoots.RepositoryTop(), "deploy", "images", "postfix");
        string[] unshare = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", script, root, directory, image];
        string[] inNetwork = beside is null ? ["unshare", "--net"] : ["nsenter", "--net", "--target", Invariant($"{beside._inside}")];
        var process = Process.Start(new ProcessStartInfo(inNetwork[0], [.. inNetwork[1..], .. unshare])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var postfix = new RealPostfix(process, directory, root);
        process.OutputDataReceived += postfix.Keep;
        process.ErrorDataReceived += postfix.Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        int[] ports =
        [
            .. listening,
            .. configuration.ContainsKey("sasl") ? (int[])[12345] : [],
            .. Directory.Exists(Path.Combine(directory, "dns")) ? (int[])[53] : [],
        ];
        foreach (var port in ports)
            await postfix.Accepts(port, cancellation);
        await postfix.IsUp(cancellation);
        return postfix;
    }

    /// <summary>A connection from 192.0.2.1, whom nobody trusts unless a test says so.</summary>
    public Socket Connect(int port) => NetworkNamespace.Connect(_inside, new(Stranger, port));

    /// <summary>A connection from within the pod.</summary>
    public Socket ConnectLocally(int port) => NetworkNamespace.Connect(_inside, new(IPAddress.Loopback, port));

    /// <summary>A connection as the pod makes them with itself, to know whether it is ready.</summary>
    public Socket ConnectAsProbe(int port) =>
        NetworkNamespace.Connect(_inside, new(IPAddress.Loopback, port), IPAddress.Parse(Probes.Address));

    /// <summary>Runs a program of the release beside the server.</summary>
    internal Task<(int Status, string Output, string Error)> Run(
        IReadOnlyList<string> command, string input, CancellationToken cancellation) => Command.Run(
        "nsenter", ["--target", Invariant($"{_inside}"), "--mount", "--net", "--pid", "chroot", _root, .. command], input, cancellation);

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

    /// <summary>master listens before it says so.</summary>
    private async Task IsUp(CancellationToken cancellation)
    {
        for (var watch = Stopwatch.StartNew(); !_log.Any(line => line.Contains("daemon started", StringComparison.Ordinal)); await Task.Delay(50, cancellation))
        {
            if (_process.HasExited || watch.Elapsed > StartDeadline)
                throw new InvalidOperationException($"Postfix has not started.\n{string.Join('\n', _log)}");
        }
        _inside = _inside == 0 ? Child(_process.Id) : _inside;
    }

    private async Task Accepts(int port, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                _inside = _inside == 0 ? Child(_process.Id) : _inside;
                ConnectAsProbe(port).Dispose();
                return;
            }
            catch (IOException failure) when (!_process.HasExited && watch.Elapsed < StartDeadline)
            {
                _ = failure;
                await Task.Delay(100, cancellation);
            }
            catch (IOException failure)
            {
                throw new InvalidOperationException(
                    $"Port {port} does not accept: {failure.Message}\n{string.Join('\n', _log.Concat(AuthLog))}", failure);
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

    [GeneratedRegex("(warning|error|fatal|panic): ")]
    private static partial Regex Complaint();

    // Since Linux 6.13 a file may be stamped more finely than time(2) counts: in the first milliseconds of a second it is of the next one.
    [GeneratedRegex("file system clock is 1 seconds ahead of local clock|resetting file time stamps")]
    private static partial Regex AheadOfTime();
}
