using MailOperator.Api.Schema;

namespace MailOperator.Api;

/// <summary>Certificates of clients (mutual TLS): who must show one, who vouches for it, and who may relay with it.</summary>
[ValidationRule("ClientAuthority",
    "has(self.caRef) || !(self.mode == 'Require' || self.relay == 'Trusted')",
    Message = "mode Require and relay Trusted need to know which certificates to trust: "
        + "set caRef to the certificates of your own authority")]
[ValidationRule("ClientRelay",
    "self.relay == 'None' || self.mode != 'None'",
    Message = "no client is asked for a certificate, so none relays with one: set mode to Request or Require, or relay to None")]
[ValidationRule("ListedRelay",
    "self.relay != 'Listed' || (has(self.allowedFingerprints) && self.allowedFingerprints.size() > 0)",
    Message = "nobody is listed: give allowedFingerprints, or set relay to None")]
public sealed record ClientCertificatesSpec
{
    /// <summary>Whether clients are asked for a certificate.</summary>
    public ClientCertificateMode Mode { get; init; } = ClientCertificateMode.None;

    /// <summary>The listeners on which they are asked.</summary>
    [Items(1, 3)]
    [ListSet]
    public IReadOnlyList<ClientCertificateListener> Listeners { get; init; } =
        [ClientCertificateListener.Submission, ClientCertificateListener.Submissions];

    /// <summary>The authority whose certificates are trusted (smtpd_tls_CAfile): your own, never a bundle of public ones. Needed for mode
    /// Require and relay Trusted.</summary>
    public AuthorityReference? CaRef { get; init; }

    /// <summary>The clients that may relay with relay Listed, each by its public key (relay_clientcerts). They need no authority.</summary>
    [Items(0, 256)]
    [ListMap("name")]
    public IReadOnlyList<ClientFingerprint> AllowedFingerprints { get; init; } = [];

    /// <summary>Which clients may relay without AUTH.</summary>
    public ClientRelay Relay { get; init; } = ClientRelay.None;
}
