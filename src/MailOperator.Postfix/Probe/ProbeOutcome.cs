namespace MailOperator.Postfix.Probe;

/// <summary>How far a probe came.</summary>
public enum ProbeOutcome
{
    /// <summary>The handshake succeeded and the server greeted inside TLS; whether clients would trust it is another question.</summary>
    Served,

    /// <summary>No TCP connection, or it was closed before TLS could begin.</summary>
    Unreachable,

    /// <summary>
    /// The greeting or <c>EHLO</c> was refused: too busy, blocked, shutting down; inside TLS also for want of a client certificate.
    /// </summary>
    Refused,

    /// <summary>What answers does not speak SMTP.</summary>
    NotSmtp,

    /// <summary><c>STARTTLS</c> is not offered.</summary>
    NoTls,

    /// <summary><c>STARTTLS</c> is offered but refused, as Postfix does with <c>454</c> when its certificates are broken.</summary>
    TlsRefused,

    /// <summary>The TLS handshake failed.</summary>
    HandshakeFailed,

    /// <summary>The whole dialogue took longer than allowed.</summary>
    Timeout,
}
