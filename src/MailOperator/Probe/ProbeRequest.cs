using MailOperator.Postfix;

namespace MailOperator.Probe;

/// <summary>One listener of one pod, and what it has to serve.</summary>
/// <param name="PodUid">The pod; a pod serves one set of certificates in its life.</param>
/// <param name="PodName">Its name, for messages.</param>
/// <param name="Address">Its IP address.</param>
/// <param name="Listener">The listener's name.</param>
/// <param name="Port">The TCP port.</param>
/// <param name="Mode">How TLS begins.</param>
/// <param name="ServerName">The name that is asked for (SNI); empty for none.</param>
/// <param name="Fingerprints">SHA-256 of the leaf certificates of which one has to be served, comma-separated.</param>
public sealed record ProbeRequest(
    string PodUid, string PodName, string Address, ListenerName Listener, int Port, TlsMode Mode, string ServerName, string Fingerprints)
{
    /// <summary>
    /// Whether a client without a certificate is turned away. The operator has none: that it is turned away inside TLS, after it has seen
    /// the server's certificate, is then as it should be.
    /// </summary>
    public bool ClientCertificateRequired { get; init; }

    /// <summary>Whether no certificate is to be served, but anonymous TLS.</summary>
    public bool Anonymous { get; init; }

    /// <summary>Whether the pod expects a PROXY header.</summary>
    public bool ProxyProtocol { get; init; }
}
