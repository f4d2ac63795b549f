namespace MailOperator.Postfix.Certificates;

/// <summary>What an inspection found.</summary>
/// <param name="Facts">The leaf's facts; null when there is no readable leaf. Present on most errors too.</param>
/// <param name="Error">Why the material must not be served; null when it may be.</param>
/// <param name="Warnings">What deserves attention but does not stop anything, in a stable order.</param>
/// <param name="Chain">The file for <c>smtpd_tls_chain_files</c>; null exactly when there is an error.</param>
public sealed record CertificateVerdict(
    CertificateFacts? Facts,
    CertificateFinding? Error,
    IReadOnlyList<CertificateFinding> Warnings,
    ChainFile? Chain);
