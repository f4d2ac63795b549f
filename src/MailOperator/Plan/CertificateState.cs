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

    /// <summary>The certificate that is to be served: that in the Secret, or the one before.</summary>
    public CertificateVerdict? Served => Rollover is { Waits: true } rollover ? rollover.Before : Verdict;

    /// <summary>The name of the file with key and chain; null while there is none to serve.</summary>
    public string? FileName => Served?.Chain?.FileName(Entry.Slot);
}
