namespace MailOperator.Postfix.Certificates;

/// <summary>
/// The kinds of key that a chain may have. Postfix serves one chain of each kind at most (postconf(5),
/// <c>smtpd_tls_chain_files</c>).
/// </summary>
public enum KeyType
{
    /// <summary>RSA, 2048 to 8192 bits.</summary>
    Rsa,

    /// <summary>ECDSA on P-256, P-384 or P-521.</summary>
    Ecdsa,

    /// <summary>Ed25519 (RFC 8410). Few mail clients accept it, so it should stand beside a chain of another kind.</summary>
    Ed25519,
}
