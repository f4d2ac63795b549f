namespace MailOperator.Postfix.Probe;

/// <summary>Looks at a listener as a client would.</summary>
public interface ITlsProbe
{
    /// <summary>Probes a listener. Whatever the network or the server does is an outcome, not an exception.</summary>
    /// <param name="target">The listener.</param>
    /// <param name="cancellationToken">Ends the probe early, with <see cref="OperationCanceledException"/>.</param>
    Task<ProbeReport> ProbeAsync(ProbeTarget target, CancellationToken cancellationToken);
}
