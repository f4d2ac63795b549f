using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MailOperator.Integration.Cluster;

/// <summary><c>mailoperator run</c> as a process of its own, with what the chart would start it with.</summary>
internal sealed class RunningOperator : IAsyncDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "mailoperator.dll");
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    private readonly Process _process;
    private readonly StringBuilder _log = new();
    private readonly Task _reading;
    private readonly string _name;

    private RunningOperator(ProcessStartInfo start, int port)
    {
        _name = start.Environment["POD_NAMESPACE"]!;
        HttpAddress = new($"http://127.0.0.1:{port}");
        _process = Process.Start(start)!;
        _reading = Task.WhenAll(Read(_process.StandardOutput), Read(_process.StandardError));
    }

    public Uri HttpAddress { get; }

    public int Pid => _process.Id;

    public bool HasEnded => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>Everything that it wrote so far, to both streams.</summary>
    public string Log
    {
        get
        {
            lock (_log)
                return _log.ToString();
        }
    }

    /// <summary>Starts it under the identity of an installation.</summary>
    public static RunningOperator Start(Installation installation, params string[] more)
    {
        var port = FreePort();
        return Start(
            [
                .. installation.Arguments.Where(argument => !more.Append("--http-address=").Any(other => argument.StartsWith(other.Split('=')[0] + "=", StringComparison.Ordinal))),
                $"--http-address=127.0.0.1:{port}", $"--kubeconfig={installation.Kubeconfig}", .. more,
            ],
            port,
            installation.Namespace,
            installation.MemoryLimit);
    }

    /// <summary>Starts it with exactly these arguments.</summary>
    /// <param name="arguments">All of them.</param>
    /// <param name="port">The port of its HTTP server, where the arguments name one.</param>
    /// <param name="namespace">Where its pod would be.</param>
    /// <param name="memory">What its container would be limited to, in bytes: .NET takes three quarters of that for its heap.</param>
    public static RunningOperator Start(IReadOnlyList<string> arguments, int port = 0, string @namespace = "default", long? memory = null)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment.Remove("KUBECONFIG");
        start.Environment["POD_NAMESPACE"] = @namespace;
        start.Environment["POD_NAME"] = $"mail-operator-{port}";
        if (memory is { } limit)
            start.Environment["DOTNET_GCHeapHardLimit"] = string.Create(CultureInfo.InvariantCulture, $"{limit / 4 * 3:X}");
        return new(start, port);
    }

    /// <summary>Waits until every cache has synced and the work has begun.</summary>
    public async Task<RunningOperator> Works(int seconds = 60)
    {
        await Says("Every cache has synced", seconds);
        return this;
    }

    /// <summary>Waits until it has written a text.</summary>
    /// <returns>The line.</returns>
    public async Task<string> Says(string text, int seconds = 60)
    {
        await Eventually.Holds(
            () => Log.Contains(text, StringComparison.Ordinal) || _process.HasExited,
            $"the operator says \"{text}\"",
            seconds,
            () => $"It said:\n{Log}");
        if (_process.HasExited)
            await _reading;
        Assert.True(Log.Contains(text, StringComparison.Ordinal), $"The operator has ended without saying \"{text}\":\n{Log}");
        return Log.Split('\n').First(line => line.Contains(text, StringComparison.Ordinal));
    }

    /// <summary>Whether <c>/readyz</c> says so: every cache has synced, leader or not.</summary>
    public async Task<bool> IsHealthy()
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri(HttpAddress, "/readyz"));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>How many reconciles have ended.</summary>
    public async Task<int> Reconciles() => (await Metrics()).Split('\n')
        .Where(line => line.StartsWith("controller_runtime_reconcile_total{", StringComparison.Ordinal))
        .Sum(line => int.Parse(line.Split(' ')[^1], CultureInfo.InvariantCulture));

    public Task<string> Metrics() => Http.GetStringAsync(new Uri(HttpAddress, "/metrics"));

    /// <summary>From now on <see cref="PeakMemory"/> counts anew.</summary>
    public Task ForgetPeak() => File.WriteAllTextAsync($"/proc/{Pid}/clear_refs", "5");

    /// <summary>The most resident memory that it had, in MiB (proc(5), VmHWM).</summary>
    public async Task<int> PeakMemory()
    {
        var lines = await File.ReadAllLinesAsync($"/proc/{Pid}/status");
        return int.Parse(lines.Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024;
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, as a kubelet sends it.</summary>
    public async Task<int> Stop(int seconds = 30)
    {
        await Command.Output("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        return await Ended(seconds);
    }

    /// <summary>Waits for its end.</summary>
    public async Task<int> Ended(int seconds = 30)
    {
        await Eventually.Holds(() => _process.HasExited, "the operator ends", seconds, () => $"It said:\n{Log}");
        await _reading;
        return _process.ExitCode;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await Kill();
        await _reading;
        if (Environment.GetEnvironmentVariable("INTEGRATION_LOGS") is { Length: > 0 } folder)
            await File.WriteAllTextAsync(Path.Combine(folder, $"{_name}-{_process.Id}.log"), Log);
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task Read(StreamReader stream)
    {
        while (await stream.ReadLineAsync() is { } line)
        {
            lock (_log)
                _log.Append(line).Append('\n');
        }
    }
}
