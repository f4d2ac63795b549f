namespace MailOperator.Postfix.Probe;

/// <summary>A listener to probe.</summary>
/// <param name="Host">The address or name to connect to.</param>
/// <param name="Port">The TCP port, 1 to 65535.</param>
/// <param name="Handshake">How TLS begins there; null: implicit on 465, <c>STARTTLS</c> elsewhere.</param>
/// <param name="ServerName">The name that a client would know the server by: sent as SNI, and looked for in the certificate.</param>
public sealed record ProbeTarget(string Host, int Port, Handshake? Handshake, string ServerName)
{
    /// <summary>The port that IANA has registered for submissions.</summary>
    private const int SubmissionsPort = 465;

    /// <summary><see cref="Handshake"/>, or what the port stands for.</summary>
    public Handshake EffectiveHandshake =>
        Handshake ?? (Port == SubmissionsPort ? Probe.Handshake.Implicit : Probe.Handshake.StartTls);
}
