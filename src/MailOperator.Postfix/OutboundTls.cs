namespace MailOperator.Postfix;

/// <summary>How mail is sent on: TLS towards other servers, what differs for single destinations, and the relay host.</summary>
public sealed record OutboundTls
{
    /// <summary>The roots that Debian has, in one file.</summary>
    public const string PublicAuthorities = "/etc/ssl/certs/ca-certificates.crt";

    /// <summary><c>smtp_tls_security_level</c>. Default May.</summary>
    public OutboundSecurityLevel Level { get; init; } = OutboundSecurityLevel.May;

    /// <summary><c>smtp_tls_loglevel</c>, 0 to 4. Default 1: one line per session.</summary>
    public int LogLevel { get; init; } = 1;

    /// <summary><c>smtp_tls_policy_maps</c>: destinations with a level of their own, each once.</summary>
    public IReadOnlyList<OutboundPolicy> Policies { get; init; } = [];

    /// <summary>Asked for destinations that <see cref="Policies"/> say nothing of; null for none.</summary>
    public PolicyService? PolicyService { get; init; }

    /// <summary><c>relayhost</c>: the server that takes all mail for elsewhere; null sends it to the servers of each domain.</summary>
    public RelayHost? RelayHost { get; init; }

    /// <summary>
    /// <c>smtp_tls_CAfile</c>: the absolute path of the authorities that levels Verify and Secure trust. Default
    /// <see cref="PublicAuthorities"/>.
    /// </summary>
    public string AuthoritiesFile { get; init; } = PublicAuthorities;

    /// <summary>
    /// <c>smtp_tls_chain_files</c>: the absolute path of a key and its certificates, shown to servers that ask for one; null for none.
    /// </summary>
    public string? ChainFile { get; init; }

    /// <summary>
    /// What is done for messages whose sender demands TLS all the way (REQUIRETLS, RFC 8689); null leaves it to Postfix, which enforces
    /// it from 3.11 on.
    /// </summary>
    public RequireTlsPolicy? RequireTls { get; init; }

    /// <summary>
    /// <c>smtp_tlsrpt_socket_name</c>, from Postfix 3.10 on: where a collector takes the results of handshakes for reports (RFC 8460), a
    /// path below the queue directory; null for none.
    /// </summary>
    public string? ReportSocket { get; init; }
}
