namespace MailOperator.Postfix;

/// <summary>A set of protocol versions and ciphers; <see cref="TlsSettings"/> has what each means.</summary>
public enum TlsProfile
{
    /// <summary>TLS 1.2 and later; submission with forward secrecy and AEAD ciphers only, 25 at grade medium. The default.</summary>
    Intermediate,

    /// <summary>
    /// TLS 1.3 only on the submission listeners. The mx listener stays Intermediate: other senders would fall back to plaintext.
    /// </summary>
    Modern,

    /// <summary>Intermediate, with its cipher exclusions on 25 too.</summary>
    NcscNl,

    /// <summary>TLS 1.0 and later, grade medium, for clients that cannot be replaced.</summary>
    Legacy,

    /// <summary>What <see cref="SmtpServer.Custom"/> says.</summary>
    Custom,
}
