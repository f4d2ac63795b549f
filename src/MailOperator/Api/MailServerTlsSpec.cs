using MailOperator.Api.Schema;

namespace MailOperator.Api;

/// <summary>What is wanted.</summary>
[ValidationRule("ModernOnMx",
    "!(self.listeners.mx.enabled "
    + "&& (has(self.listeners.mx.profile) ? self.listeners.mx.profile : self.tls.profile) == 'Modern') "
    + "&& !(self.listeners.mx.enabled "
    + "&& (has(self.listeners.mx.profile) ? self.listeners.mx.profile : self.tls.profile) == 'Custom' "
    + "&& has(self.tls.custom) && self.tls.custom.minimumProtocol == 'TLSv1.3')",
    Message = "TLS 1.3 alone on mx pushes senders without it to plaintext: "
        + "set listeners.mx.profile to Intermediate, or let custom begin with TLSv1.2")]
[ValidationRule("CustomProfile",
    "has(self.tls.custom) == (self.tls.profile == 'Custom' "
    + "|| (has(self.listeners.mx.profile) && self.listeners.mx.profile == 'Custom') "
    + "|| (has(self.listeners.submission.profile) && self.listeners.submission.profile == 'Custom') "
    + "|| (has(self.listeners.submissions.profile) && self.listeners.submissions.profile == 'Custom'))",
    Message = "profile Custom and tls.custom belong together: give both, or neither")]
[ValidationRule("RequiredOnPublicMx",
    "!(self.listeners.mx.enabled && self.listeners.mx.tlsMode == 'Required') "
    + "|| (has(self.network.allowFrom.mx) && self.network.allowFrom.mx.size() > 0 "
    + "&& !self.network.allowFrom.mx.exists(p, has(p.ipBlock) && p.ipBlock.cidr.endsWith('/0')))",
    Message = "tlsMode Required on a public mx is forbidden by RFC 3207: use Opportunistic, or say in network.allowFrom.mx who connects")]
[ValidationRule("AnonymousSubmission",
    "!self.certificates.default.exists(c, has(c.none)) || !(self.listeners.submission.enabled || self.listeners.submissions.enabled)",
    Message = "users must know whom they send their password to: give a certificate, or disable submission and submissions")]
[ValidationRule("SubmissionWithoutAuthentication",
    "self.authentication.type != 'None' "
    + "|| ((!self.listeners.submission.enabled "
    + "|| ((self.clientCertificates.mode == 'Require' && self.clientCertificates.relay != 'None') "
    + "&& 'Submission' in self.clientCertificates.listeners)) "
    + "&& (!self.listeners.submissions.enabled "
    + "|| ((self.clientCertificates.mode == 'Require' && self.clientCertificates.relay != 'None') "
    + "&& 'Submissions' in self.clientCertificates.listeners)))",
    Message = "submission and submissions need to know who their users are: "
        + "set authentication, or let clientCertificates with mode Require relay, "
        + "or disable them and leave clientCertificates out")]
[ValidationRule("RequireOpportunistic",
    "!(self.clientCertificates.mode == 'Require' && 'Mx' in self.clientCertificates.listeners "
    + "&& self.listeners.mx.enabled && self.listeners.mx.tlsMode == 'Opportunistic')",
    Message = "a client that need not use TLS cannot be made to show a certificate: "
        + "set listeners.mx.tlsMode to Required and say in network.allowFrom.mx who connects, or set mode to Request")]
[ValidationRule("AnonymousClientCertificates",
    "!(self.certificates.default.exists(c, has(c.none)) && self.clientCertificates.mode != 'None')",
    Message = "a server without a certificate cannot ask for one: give a certificate, or set clientCertificates.mode to None")]
[ValidationRule("RelayHostTransport",
    "!has(self.outbound.relayHost) || !has(self.postfix.mainCf) "
    + "|| (!('default_transport' in self.postfix.mainCf) "
    + "&& !('sender_dependent_default_transport_maps' in self.postfix.mainCf) "
    + "&& (!('relay_transport' in self.postfix.mainCf) || self.postfix.mainCf['relay_transport'].matches('^[^:]+:.')))",
    Message = "mail to the relay host would go another way: remove default_transport and sender_dependent_default_transport_maps "
        + "from mainCf, and give relay_transport a next hop")]
[ValidationRule("TrustedNodes",
    "self.service.type == 'ClusterIP' || self.service.externalTrafficPolicy != 'Cluster' || self.network.proxyProtocol.enabled "
    + "|| !has(self.network.trustedNetworks) || self.network.trustedNetworks.size() == 0",
    Message = "with service.externalTrafficPolicy Cluster everybody comes from the address of a node, and a node in trustedNetworks lets "
        + "everybody relay: use Local, network.proxyProtocol, or AUTH in place of trustedNetworks")]
[ValidationRule("DovecotPort",
    "self.authentication.type != 'Dovecot' "
    + "|| !((self.listeners.mx.enabled && self.listeners.mx.port == 12345) "
    + "|| (self.listeners.submission.enabled && self.listeners.submission.port == 12345) "
    + "|| (self.listeners.submissions.enabled && self.listeners.submissions.port == 12345))",
    Message = "port 12345 is that on which Dovecot answers Postfix: give the listener another")]
[ValidationRule("ClientCertificateListeners",
    "self.clientCertificates.mode == 'None' "
    + "|| ('Mx' in self.clientCertificates.listeners && self.listeners.mx.enabled) "
    + "|| ('Submission' in self.clientCertificates.listeners && self.listeners.submission.enabled) "
    + "|| ('Submissions' in self.clientCertificates.listeners && self.listeners.submissions.enabled)",
    Message = "none of the listeners is enabled on which clients are asked for a certificate: "
        + "name one that is in clientCertificates.listeners, or set mode to None")]
public sealed record MailServerTlsSpec
{
    /// <summary>The fully qualified name of the server: myhostname, the banner, and the first name of its certificates.</summary>
    [Required]
    [Length(4, 253)]
    [Pattern(FieldPatterns.Fqdn)]
    public string Hostname { get; init; } = "";

    /// <summary>The certificates that are served.</summary>
    [Required]
    public CertificatesSpec Certificates { get; init; } = new();

    /// <summary>The ports on which mail is taken.</summary>
    public ListenersSpec Listeners { get; init; } = new();

    /// <summary>How TLS is spoken.</summary>
    public TlsSpec Tls { get; init; } = new();

    /// <summary>Certificates of clients.</summary>
    public ClientCertificatesSpec ClientCertificates { get; init; } = new();

    /// <summary>SMTP AUTH on submission and submissions.</summary>
    public AuthenticationSpec Authentication { get; init; } = new();

    /// <summary>TLS towards other servers.</summary>
    public OutboundSpec Outbound { get; init; } = new();

    /// <summary>Who may connect, and who may relay.</summary>
    public NetworkSpec Network { get; init; } = new();

    /// <summary>Protection from abuse of the protocol.</summary>
    public HardeningSpec Hardening { get; init; } = new();

    /// <summary>The Service in front of the pods.</summary>
    public ServiceSpec Service { get; init; } = new();

    /// <summary>The pods.</summary>
    public WorkloadSpec Workload { get; init; } = new();

    /// <summary>Postfix itself, for what has no field of its own.</summary>
    public PostfixSpec Postfix { get; init; } = new();
}
