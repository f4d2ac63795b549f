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
/// <param name="ReachesAuthority">Whether the top is a root, or was issued by one of the authorities.</param>
internal sealed record IssuerPath(
    IReadOnlyList<ParsedCertificate> Issuers,
    IReadOnlyList<ParsedCertificate> Unrelated,
    bool ReachesAuthority)
{
    // OpenSSL and Postfix stop at nine (postconf(5), smtp_tls_scert_verifydepth).
    private const int MaximumLength = 9;

    /// <summary>Finds the path.</summary>
    /// <param name="leaf">The leaf.</param>
    /// <param name="others">The rest of <c>tls.crt</c>.</param>
    /// <param name="authorities">What <c>ca.crt</c> holds.</param>
    public static IssuerPath Find(
        ParsedCertificate leaf,
        IReadOnlyList<ParsedCertificate> others,
        IReadOnlyList<ParsedCertificate> authorities)
    {
        var remaining = others
            .Where(other => !other.Encoded.AsSpan().SequenceEqual(leaf.Encoded))
            .DistinctBy(other => other.Fingerprint)
            .ToList();
        var issuers = new List<ParsedCertificate>();
        var top = leaf;
        while (!top.IsSelfSigned && issuers.Count < MaximumLength && remaining.Find(top.IsIssuedBy) is { } issuer)
        {
            issuers.Add(issuer);
            remaining.Remove(issuer);
            top = issuer;
        }

        return new(issuers, remaining, top.IsSelfSigned || authorities.Any(top.IsIssuedBy));
    }
}
