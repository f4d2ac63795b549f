using MailOperator.Naming;
using MailOperator.Postfix.Certificates;

namespace MailOperator.Plan;

/// <summary>An entry of <c>spec.certificates</c> and what was found in its Secret.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Verdict">What the certificate in the Secret is good for; null while there is no Secret.</param>
public sealed record CertificateState(CertificateEntry Entry, CertificateVerdict? Verdict)
{
    /// <summary>The wait of the certificate in the Secret for its turn; null when it has none.</summary>
    public KeyRollover? Rollover { get; init; }

    /// <summary>What keeps the certificate in the Secret from being served; null when it is fit.</summary>
    public Problem? Problem { get; init; }

    /// <summary>
    /// What is served while there is a problem; null while there is none, and where the problem keeps everything as it is.
    /// </summary>
    public FormerCertificate? Former { get; init; }

    /// <summary>The certificate that is to be served: that in the Secret, or the one before; null for none.</summary>
    public CertificateVerdict? Served =>
        Problem is not null ? Former?.Verdict
        : Rollover is { Waits: true } rollover ? rollover.Before
        : Verdict;

    /// <summary>The hosts that it is to be served for; none for a default certificate.</summary>
    public IReadOnlyList<string> ServedHosts => Former?.Hosts ?? Entry.Hosts;

    /// <summary>What is known of it; of that in the Secret while none is served.</summary>
    public CertificateFacts? Facts => (Served ?? Verdict)?.Facts;

    /// <summary>The name of the file with key and chain; null while there is none to serve.</summary>
    public string? FileName => Served?.Chain?.FileName(Entry.Slot);
}
