namespace MailOperator.Postfix.Certificates;

/// <summary>Judges certificate material before it can reach Postfix, which would accept all of it in silence.</summary>
public static class CertificateInspection
{
    /// <summary>Inspects a pair. Never throws on any content, and says nothing of the key's.</summary>
    /// <param name="pair">The material.</param>
    /// <param name="requirements">What it must be good for.</param>
    public static CertificateVerdict Inspect(PemPair pair, CertificateRequirements requirements) => throw new NotImplementedException();
}
