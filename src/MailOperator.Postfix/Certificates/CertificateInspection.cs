using MailOperator.Postfix.Certificates.Checks;

namespace MailOperator.Postfix.Certificates;

/// <summary>
/// Judges certificate material before it can reach Postfix, which would take any of it without a word (<c>postfix check</c>
/// looks at no certificate) and then downgrade or drop its sessions.
/// </summary>
public static class CertificateInspection
{
    // What a thousand servers with two certificates each keep in use.
    private static readonly ContentCache<JudgedPair> Known = new(maximumCount: 4096, maximumSize: 32 * 1024 * 1024);

    /// <summary>
    /// Inspects a pair. Never throws on any content, and says nothing of the key's. The first violation is the error; warnings
    /// are given only for material that may be served. Intermediates are put in issuing order, and what did not issue the leaf
    /// is left out with a warning; a leaf that is not first is an error, since then it is unclear what was meant.
    /// What was found in the same content before is remembered, but for the key.
    /// </summary>
    /// <param name="pair">The material.</param>
    /// <param name="requirements">What it must be good for.</param>
    /// <param name="budget">
    /// What may be computed for content that is not known; once it is used up, the error is <see cref="CertificateReason.TooExpensive"/>.
    /// Null for no limit.
    /// </param>
    public static CertificateVerdict Inspect(PemPair pair, CertificateRequirements requirements, WorkBudget? budget = null)
    {
        if (Known.Find(pair.Digest) is not { } judged)
        {
            if (budget?.TryBegin() == false)
                return new(null, TooExpensive, [], null);
            judged = JudgedPair.Of(pair, budget);
            Known.Keep(pair.Digest, judged, judged.Size);
        }

        return (judged.Fault ?? UseChecks.FirstViolation(judged, requirements)) is { } violation
            ? new(judged.Facts, violation, [], null)
            : new(judged.Facts, null, CertificateWarnings.Find(judged, requirements), judged.Render(pair, budget));
    }

    internal static CertificateFinding TooExpensive { get; } = new(
        CertificateReason.TooExpensive, "it was not looked at, since the others of this resource took too long already: name fewer certificates");
}
