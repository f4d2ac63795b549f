namespace MailOperator.Postfix;

/// <summary>What is done for messages sent with REQUIRETLS (RFC 8689): <c>smtp_requiretls_policy</c>, from Postfix 3.11 on.</summary>
public enum RequireTlsPolicy
{
    /// <summary>They go only to servers whose certificate is verified and that know REQUIRETLS themselves, or come back.</summary>
    Enforce,

    /// <summary>They go only through TLS; the demand is passed on where the server knows it.</summary>
    OpportunisticStartTls,

    /// <summary>They go as other mail does; the demand is passed on where the server knows it.</summary>
    Opportunistic,

    /// <summary>REQUIRETLS is neither offered to clients nor asked of servers: <c>requiretls_enable = no</c>.</summary>
    Disable,
}
