using MailOperator.Api.Schema;

namespace MailOperator.Api;

/// <summary>Mail to other servers, and TLS towards them.</summary>
[ValidationRule("OutboundLevel",
    "self.securityLevel != 'Fingerprint'",
    Message = "Fingerprint needs fingerprints for each destination: give policies with them, and use another level for the rest")]
[ValidationRule("OutboundLogLevel",
    "self.logLevel < 4",
    Message = "logLevel 4 logs what is sent inside TLS: use 1, or 2 or 3 while looking for a fault")]
[ValidationRule("RelayHostLevel",
    "!has(self.relayHost) || self.relayHost.tlsMode == 'Opportunistic' || self.securityLevel != 'Dane'",
    Message = "securityLevel Dane would send to the relay host without TLS: use DaneOnly, Encrypt, Verify or Secure")]
[ValidationRule("PolicyServiceParent",
    "!has(self.policyService) || !has(self.policies) || !self.policies.exists(p, p.domain.startsWith('.'))",
    Message = "policyService is asked before a policy for all below a domain: "
        + "give each domain a policy of its own, or remove policyService")]
public sealed record OutboundSpec
{
    /// <summary>How TLS is used when mail is sent on.</summary>
    public OutboundSecurityLevel SecurityLevel { get; init; } = OutboundSecurityLevel.May;

    /// <summary>
    /// smtp_tls_loglevel: 1 logs one line a session, 2 and 3 the negotiation. 4 logs the session's content and is refused.
    /// </summary>
    [RangeMinimum(0)]
    [RangeMaximum(4)]
    public int LogLevel { get; init; } = 1;

    /// <summary>Destinations with a level of their own (smtp_tls_policy_maps).</summary>
    [Items(0, 256)]
    [ListMap("domain")]
    public IReadOnlyList<OutboundPolicySpec> Policies { get; init; } = [];

    /// <summary>A service that is asked for the policies of other destinations, such as a resolver of MTA-STS.</summary>
    public PolicyServiceSpec? PolicyService { get; init; }

    /// <summary>The authorities that Verify and Secure trust (smtp_tls_CAfile); the public ones when absent.</summary>
    public AuthorityReference? CaRef { get; init; }

    /// <summary>A Secret of type kubernetes.io/tls, shown to servers that ask for a client certificate (smtp_tls_chain_files).</summary>
    public SecretReference? CertificateSecretRef { get; init; }

    /// <summary>The server that takes all mail for elsewhere (relayhost); absent, mail goes to the servers of each domain.</summary>
    public RelayHostSpec? RelayHost { get; init; }

    /// <summary>What is done for messages sent with REQUIRETLS (RFC 8689; smtp_requiretls_policy). Needs Postfix 3.11, which enforces it
    /// when this is absent.</summary>
    public RequireTlsPolicy? RequireTls { get; init; }

    /// <summary>Results of handshakes for reports to the other side (TLSRPT, RFC 8460).</summary>
    public TlsReportsSpec TlsReports { get; init; } = new();
}
