using MailOperator.Kubernetes.LeaderElection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MailOperator.Kubernetes.Hosting;

/// <summary>
/// The right to work. Without leader election it is always there. When it is lost, the work is cancelled at once and the process ends
/// with <see cref="LostExitCode"/>: by itself when its work ends in time, and hard before anyone else may begin.
/// </summary>
public sealed class Leadership(
    LeaderElector? elector,
    LeaderElectionSettings settings,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<Leadership> logger)
    : IDisposable
{
    /// <summary>The exit status of a process that lost its lease: 3. It is to be started again.</summary>
    public const int LostExitCode = 3;

    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _giveUp = new();
    private Task _holding = Task.CompletedTask;

    /// <summary>Cancelled when the leadership is lost.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Ends the process when its work does not end in time.</summary>
    internal Action<int> Exit { get; init; } = Environment.Exit;

    /// <summary>Completes when we lead; from then on the lease is renewed.</summary>
    public async Task AcquireAsync(CancellationToken cancellationToken)
    {
        if (elector is null)
            return;
        await elector.AcquireAsync(cancellationToken);
        _holding = HoldAsync(elector);
    }

    /// <summary>Gives the lease up. All work must have ended.</summary>
    public async Task ReleaseAsync()
    {
        await _giveUp.CancelAsync();
        await _holding.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        using var timeout = new CancellationTokenSource(settings.LeaseDuration - settings.RenewDeadline, time);
        if (elector is not null)
            await elector.ReleaseAsync(timeout.Token);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _lost.Dispose();
        _giveUp.Dispose();
    }

    private async Task HoldAsync(LeaderElector leading)
    {
        var holding = leading.HoldAsync(_giveUp.Token);
        await ((Task)holding).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // Renewing that broke is a bug; nobody renews any more then, so that it is a loss like any other.
        if (_giveUp.IsCancellationRequested || (holding.IsCompletedSuccessfully && await holding))
            return;
        Environment.ExitCode = LostExitCode;
        // First the timer: cancelling the work must not be able to keep it from running.
        _ = ExitWhenDueAsync();
        await _lost.CancelAsync();
        lifetime.StopApplication();
        // The words last: a log that cannot be written to must not keep the work going.
        if (holding.Exception is { } fault)
            logger.LogCritical(fault.GetBaseException(), "The lease could not be renewed any more. No longer leading.");
    }

    private async Task ExitWhenDueAsync()
    {
        await Task.Delay((settings.LeaseDuration - settings.RenewDeadline) * 0.8, time).ConfigureAwait(false);
        Exit(LostExitCode);
    }
}
