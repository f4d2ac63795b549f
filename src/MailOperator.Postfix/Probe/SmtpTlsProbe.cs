namespace MailOperator.Postfix.Probe;

/// <summary>Probes SMTP listeners over the network.</summary>
/// <param name="clock">For the timeout and for the validity of certificates.</param>
/// <param name="options">How to probe.</param>
public sealed class SmtpTlsProbe(TimeProvider clock, ProbeOptions options) : ITlsProbe
{
    /// <inheritdoc/>
    public Task<ProbeReport> ProbeAsync(ProbeTarget target, CancellationToken cancellationToken)
    {
        _ = clock.GetTimestamp();
        _ = options.Timeout;
        throw new NotImplementedException();
    }
}
