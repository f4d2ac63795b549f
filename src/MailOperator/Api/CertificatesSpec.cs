using MailOperator.Api.Schema;

namespace MailOperator.Api;

/// <summary>The certificates that are served, and when to warn of their end.</summary>
public sealed record CertificatesSpec
{
    /// <summary>The certificate that clients get. Two entries, one RSA and one ECDSA, serve old and new clients alike.</summary>
    [Required]
    [Items(1, 2)]
    public IReadOnlyList<CertificateSource> Default { get; init; } = [];

    /// <summary>How long before a certificate's end the operator begins to warn.</summary>
    public KubernetesDuration ExpiryWarning { get; init; } = KubernetesDuration.FromHours(336);
}
