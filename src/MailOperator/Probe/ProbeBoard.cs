using System.Collections.Concurrent;
using System.Security.Cryptography;
using MailOperator.Kubernetes.Informers;
using MailOperator.Postfix;
using MailOperator.Postfix.Probe;
using MailOperator.Roll;
using Microsoft.Extensions.Logging;

namespace MailOperator.Probe;

/// <summary>
/// Shakes hands with the listeners that it is told to, at once and then from time to time, and keeps what it saw last.
/// A listener that does not serve what it should is asked again after 1 s, 2 s, 4 s … up to the interval.
/// </summary>
public sealed class ProbeBoard(ITlsProbe probe, TimeProvider time, ProbeSettings settings, ILogger<ProbeBoard> logger) : IAsyncDisposable
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);

    private readonly FairSlots _slots = new(settings.Concurrency);
    private readonly ConcurrentDictionary<NamespacedName, Server> _servers = new();

    /// <summary>Something else was seen than before, with the listeners of a server of which all have been probed.</summary>
    public event Action<NamespacedName>? Changed;

    /// <summary>What was seen last of the listeners that are wanted.</summary>
    public IReadOnlyList<ProbeResult> Results(NamespacedName server) =>
        _servers.TryGetValue(server, out var known) ? [.. known.Watches.Values.Select(watch => watch.Result).OfType<ProbeResult>()] : [];

    /// <summary>From now on these listeners of a server are probed, and no others. Called by one caller at a time for a server.</summary>
    public void Want(NamespacedName server, IReadOnlyList<ProbeRequest> requests)
    {
        var known = _servers.GetOrAdd(server, _ => new(settings.ConcurrencyPerServer));
        var before = known.Watches;
        var wanted = requests.Distinct().ToDictionary(request => request, request => before.GetValueOrDefault(request) ?? new Watch());
        known.Watches = wanted;
        foreach (var (request, watch) in before)
        {
            if (!wanted.ContainsKey(request))
                watch.Stop.Cancel();
        }

        foreach (var (request, watch) in wanted)
            watch.Running ??= RunAsync(server, known.Slots, request, watch);
    }

    /// <summary>The server is gone.</summary>
    public void Forget(NamespacedName server)
    {
        Want(server, []);
        _servers.TryRemove(server, out _);
    }

    /// <summary>Ends all probes.</summary>
    public async ValueTask DisposeAsync()
    {
        var running = _servers.Values.SelectMany(server => server.Watches.Values).ToArray();
        foreach (var watch in running)
            await watch.Stop.CancelAsync();
        await Task.WhenAll(running.Select(watch => watch.Running ?? Task.CompletedTask));
    }

    private async Task RunAsync(NamespacedName server, SemaphoreSlim slots, ProbeRequest request, Watch watch)
    {
        // Off the caller's thread: it is in the middle of a reconcile.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var retry = FirstRetry;
        try
        {
            while (!watch.Stop.IsCancellationRequested)
            {
                var before = watch.Result;
                watch.Result = new(request, await AskInTurnAsync(server.Namespace, slots, request, watch.Stop.Token));
                Trace(server, watch.Result);
                if (Differs(before, watch.Result) && AllAsked(server))
                    Changed?.Invoke(server);

                var proven = watch.Result.Proof == PodProof.Proven;
                var pause = proven ? settings.Interval * (0.9 + (0.2 * RandomNumberGenerator.GetInt32(1000) / 1000)) : retry;
                retry = proven ? FirstRetry : TimeSpan.FromTicks(Math.Min((retry * 2).Ticks, settings.Interval.Ticks));
                await Task.Delay(pause, time, watch.Stop.Token);
            }
        }
        catch (OperationCanceledException) when (watch.Stop.IsCancellationRequested)
        {
            // Nobody wants to know any more.
        }
    }

    // A server that cannot be reached and has many hosts would keep all others from being asked: each handshake takes its whole time.
    private async Task<ProbeReport> AskInTurnAsync(
        string @namespace, SemaphoreSlim slots, ProbeRequest request, CancellationToken cancellationToken)
    {
        await slots.WaitAsync(cancellationToken);
        try
        {
            await _slots.WaitAsync(@namespace, cancellationToken);
            try
            {
                return await AskAsync(request, cancellationToken);
            }
            finally
            {
                _slots.Release(@namespace);
            }
        }
        finally
        {
            slots.Release();
        }
    }

    private async Task<ProbeReport> AskAsync(ProbeRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var handshake = request.Mode == TlsMode.Implicit ? Handshake.Implicit : Handshake.StartTls;
            var target = new ProbeTarget(request.Address, request.Port, handshake, request.ServerName)
            {
                Anonymous = request.Anonymous,
                ProxyProtocol = request.ProxyProtocol,
            };
            return await probe.ProbeAsync(target, cancellationToken);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            // A fault of the probe itself must not end the asking: a roll would wait for the answer for ever.
            return new()
            {
                Target = new(request.Address, request.Port, Handshake.StartTls, request.ServerName),
                Outcome = ProbeOutcome.HandshakeFailed,
                Message = $"the probe itself failed ({fault.GetType().Name})",
                Elapsed = TimeSpan.Zero,
            };
        }
    }

    private void Trace(NamespacedName server, ProbeResult result) => logger.LogTrace(
        "{Server}: pod {Pod}, port {Port}: {Outcome} in {Milliseconds:0} ms, {Proof}: {Protocol} {Cipher}, "
        + "certificate {Fingerprint}, planned {Planned}. {Problem}",
        server, result.Request.PodName, result.Request.Port, result.Report.Outcome, result.Report.Elapsed.TotalMilliseconds, result.Proof,
        result.Report.Protocol, result.Report.Cipher, result.Report.Fingerprint, result.Request.Fingerprints, result.Problem);

    private static bool Differs(ProbeResult? before, ProbeResult now) =>
        before is null
        || (before.Proof, before.Report.Fingerprint, before.Report.Protocol, before.Report.Cipher, before.Problem)
            != (now.Proof, now.Report.Fingerprint, now.Report.Protocol, now.Report.Cipher, now.Problem);

    private bool AllAsked(NamespacedName server) =>
        _servers.TryGetValue(server, out var known) && known.Watches.Values.All(watch => watch.Result is not null);

    private sealed class Server(int concurrency)
    {
        public SemaphoreSlim Slots { get; } = new(concurrency);

        public IReadOnlyDictionary<ProbeRequest, Watch> Watches { get; set; } = new Dictionary<ProbeRequest, Watch>();
    }

    private sealed class Watch
    {
        public CancellationTokenSource Stop { get; } = new();

        public Task? Running { get; set; }

        public ProbeResult? Result { get; set; }
    }
}
