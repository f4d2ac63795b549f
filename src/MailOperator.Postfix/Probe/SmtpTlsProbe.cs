using System.Net.Sockets;
using System.Security.Authentication;
using MailOperator.Postfix.Certificates;

namespace MailOperator.Postfix.Probe;

/// <summary>
/// Probes SMTP listeners over the network: one connection, one dialogue, ended by <c>QUIT</c> where that is possible, so that
/// Postfix logs no lost connection.
/// </summary>
/// <param name="clock">For the timeout and for the validity of certificates.</param>
/// <param name="options">How to probe.</param>
public sealed class SmtpTlsProbe(TimeProvider clock, ProbeOptions options) : ITlsProbe
{
    /// <inheritdoc/>
    public async Task<ProbeReport> ProbeAsync(ProbeTarget target, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        using var deadline = new CancellationTokenSource(options.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        await using var session = new ProbeSession(target, options, clock);
        var report = await RunAsync(session, either.Token, cancellationToken);
        return report with { Elapsed = clock.GetElapsedTime(started) };
    }

    private async Task<ProbeReport> RunAsync(ProbeSession session, CancellationToken either, CancellationToken caller)
    {
        try
        {
            await session.RunAsync(either);
        }
        catch (Exception exception) when (
            exception is OperationCanceledException or IOException or SocketException or AuthenticationException)
        {
            // The caller's own cancellation is the one thing that is not an outcome.
            caller.ThrowIfCancellationRequested();
            if (either.IsCancellationRequested)
                return session.Fail(ProbeOutcome.Timeout, $"no end after {options.Timeout.TotalSeconds:0.#} s: {session.Waiting}");
            return session.Fail(session.OutcomeOfFailure, $"{session.Waiting}: {Printable.Text(Innermost(exception).Message)}");
        }

        return session.Report;
    }

    private static Exception Innermost(Exception exception) =>
        exception.InnerException is { } inner ? Innermost(inner) : exception;
}
