namespace MailOperator.Postfix;

/// <summary>Which clients may relay by their certificate.</summary>
public enum ClientRelay
{
    /// <summary>None.</summary>
    None,

    /// <summary>Those whose public key is listed: <c>permit_tls_clientcerts</c>.</summary>
    Listed,

    /// <summary>Those with a trusted certificate: <c>permit_tls_all_clientcerts</c>.</summary>
    Trusted,
}
