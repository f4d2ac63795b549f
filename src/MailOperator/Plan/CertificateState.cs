using MailOperator.Naming;
using MailOperator.Postfix.Certificates;

namespace MailOperator.Plan;

/// <summary>An entry of <c>spec.certificates</c> and what was found in its Secret.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Verdict">What the certificate is good for; null while there is no Secret.</param>
public sealed record CertificateState(CertificateEntry Entry, CertificateVerdict? Verdict)
{
    /// <summary>The name of the file with key and chain; null while there is none to serve.</summary>
    public string? FileName => Verdict?.Chain?.FileName(Entry.Slot);
}
