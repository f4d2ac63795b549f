namespace MailOperator.Postfix.Certificates.Chains;

/// <summary>
/// The way from a leaf to the top of what was supplied. Certificates may come in any order; those that are not on the way are
/// left over. Time plays no part, so that the same material gives the same path on every day.
/// </summary>
/// <param name="Issuers">
/// The issuers in order, the leaf's first. A root that was supplied stays: a client that pins it by DANE needs to see it
/// (RFC 7671 section 5.2).
/// </param>
/// <param name="Unrelated">What was left over, without repetitions.</param>
/// <param name="IsComplete">
/// Whether a client that trusts the usual roots can verify it, as far as can be told: the leaf is a root itself, or has an issuer here or
/// among the authorities.
/// </param>
internal sealed record IssuerPath(
    IReadOnlyList<ParsedCertificate> Issuers,
    IReadOnlyList<ParsedCertificate> Unrelated,
    bool IsComplete)
{
    // OpenSSL and Postfix stop at nine (postconf(5), smtp_tls_scert_verifydepth).
    private const int MaximumLength = 9;

    /// <summary>Finds the path.</summary>
    /// <param name="leaf">The leaf.</param>
    /// <param name="others">The rest of <c>tls.crt</c>, each once.</param>
    /// <param name="authorities">What <c>ca.crt</c> holds; read only where no other issuer is found.</param>
    /// <param name="checks">Verifies signatures.</param>
    public static IssuerPath Find(
        ParsedCertificate leaf,
        IEnumerable<ParsedCertificate> others,
        IEnumerable<ParsedCertificate> authorities,
        SignatureChecks checks)
    {
        var remaining = others.ToList();
        var issuers = new List<ParsedCertificate>();
        var top = leaf;
        while (!top.FindSelfSigned(checks) && issuers.Count < MaximumLength
            && remaining.Find(each => top.IsIssuedBy(each, checks)) is { } issuer)
        {
            issuers.Add(issuer);
            remaining.Remove(issuer);
            top = issuer;
        }

        return new(issuers, remaining, issuers.Count > 0 || leaf.IsSelfSigned || authorities.Any(each => leaf.IsIssuedBy(each, checks)));
    }
}
