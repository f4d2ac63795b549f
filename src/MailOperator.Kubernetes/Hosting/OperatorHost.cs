using MailOperator.Kubernetes.Events;
using MailOperator.Kubernetes.Informers;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MailOperator.Kubernetes.Hosting;

/// <summary>
/// Starts HTTP, caches, workers; stops workers, caches, HTTP, then releases the lease, the recorder last: nobody else may begin before
/// our last write, and the events of the last reconcile are still sent. The order is controller-runtime's.
/// </summary>
internal sealed class OperatorHost(
    OperatorWork work,
    InformerRegistry informers,
    HttpEndpoint http,
    (Leadership Leadership, EventRecorder Events) last,
    OperatorShutdown shutdown)
    : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stopWork = new();
    private readonly CancellationTokenSource _stopCaches = new();
    private Task _working = Task.CompletedTask;
    private Task _caching = Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await http.StartAsync(cancellationToken);
        last.Events.Start();
        _ = shutdown.StopWhenBroken(last.Events.Sending);
        _caching = shutdown.StopWhenBroken(informers.RunAsync(_stopCaches.Token));
        _working = shutdown.StopWhenBroken(work.RunAsync(_stopWork.Token));
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopWork.CancelAsync();
        var ended = await shutdown.WaitAsync(_working);
        await _stopCaches.CancelAsync();
        await shutdown.WaitAsync(_caching);
        await http.StopAsync();
        // A worker that does not end may still write: then the lease runs out by itself, after we are gone.
        if (ended)
            await last.Leadership.ReleaseAsync();
        await last.Events.StopAsync(TimeSpan.FromSeconds(2));
    }

    public void Dispose()
    {
        _stopWork.Dispose();
        _stopCaches.Dispose();
    }
}

/// <summary>How the process comes to its end.</summary>
internal sealed class OperatorShutdown(
    OperatorSettings settings,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<OperatorShutdown> logger)
{
    private const int BrokenExitCode = 70;

    /// <summary>Waits for what was asked to end, for a while.</summary>
    /// <returns>False when it did not end.</returns>
    public async Task<bool> WaitAsync(Task task)
    {
        await Task.WhenAny(task, Task.Delay(settings.ShutdownTimeout, time));
        if (!task.IsCompleted)
            logger.LogWarning("Work did not end within {Seconds:0} s and is left behind.", settings.ShutdownTimeout.TotalSeconds);
        return task.IsCompleted;
    }

    /// <summary>
    /// A part that breaks is a bug: the process ends with status 70 (EX_SOFTWARE of sysexits.h), to be started anew, rather than going on
    /// without it.
    /// </summary>
    public async Task StopWhenBroken(Task part)
    {
        try
        {
            await part;
        }
        catch (Exception error)
        {
            logger.LogCritical(error, "A part of the operator broke.");
            Environment.ExitCode = BrokenExitCode;
            lifetime.StopApplication();
        }
    }
}
