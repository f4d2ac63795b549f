namespace MailOperator.Postfix;

/// <summary>How TLS begins on a listener.</summary>
public enum TlsMode
{
    /// <summary>STARTTLS is offered and not demanded: <c>smtpd_tls_security_level = may</c>.</summary>
    Opportunistic,

    /// <summary>STARTTLS is demanded before mail: <c>smtpd_tls_security_level = encrypt</c>.</summary>
    Required,

    /// <summary>TLS from the first byte: <c>smtpd_tls_wrappermode = yes</c>, at level <c>encrypt</c>.</summary>
    Implicit,
}
