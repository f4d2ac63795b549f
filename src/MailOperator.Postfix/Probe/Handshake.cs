namespace MailOperator.Postfix.Probe;

/// <summary>How TLS begins on a port.</summary>
public enum Handshake
{
    /// <summary>After <c>STARTTLS</c> in a plaintext SMTP dialogue (RFC 3207): mx and submission.</summary>
    StartTls,

    /// <summary>With the first byte (RFC 8314 section 3.3, Postfix's wrapper mode): submissions.</summary>
    Implicit,
}
