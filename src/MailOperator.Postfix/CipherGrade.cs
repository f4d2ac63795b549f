namespace MailOperator.Postfix;

/// <summary>
/// The grades of <c>smtpd_tls_ciphers</c>, postconf(5), that encrypt: <c>null</c> does not, <c>low</c> and <c>export</c> are
/// <c>medium</c> since 3.8.
/// </summary>
public enum CipherGrade
{
    /// <summary><c>tls_high_cipherlist</c>.</summary>
    High,

    /// <summary><c>tls_medium_cipherlist</c>.</summary>
    Medium,
}
