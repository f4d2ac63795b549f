namespace MailOperator.Postfix.Certificates;

/// <summary>
/// The rules for the chains that one name is served with together: the default ones, or those of one SNI entry.
/// </summary>
public static class CertificateSlot
{
    /// <summary>
    /// The first reason why these chains cannot be served together, or null. Postfix takes one chain per kind of key, of
    /// further ones it logs a warning and drops TLS.
    /// </summary>
    /// <param name="chains">What the inspection of each found, in the order of the slot.</param>
    public static CertificateFinding? FindError(IReadOnlyList<CertificateVerdict> chains)
    {
        var seen = new HashSet<KeyType>();
        foreach (var facts in chains.Select(chain => chain.Facts).OfType<CertificateFacts>())
        {
            if (!seen.Add(facts.KeyType))
                return new(
                    CertificateReason.DuplicateKeyType,
                    $"two certificates have {facts.KeyType.ToDisplayName()} keys, and Postfix serves one of each kind: "
                    + "leave one out, or replace one by a certificate with another kind of key");
        }

        return null;
    }

    /// <summary>What deserves attention about these chains together.</summary>
    /// <param name="chains">What the inspection of each found.</param>
    public static IReadOnlyList<CertificateFinding> FindWarnings(IReadOnlyList<CertificateVerdict> chains)
    {
        var facts = chains.Select(chain => chain.Facts).OfType<CertificateFacts>().ToList();
        return facts.Count > 0 && facts.TrueForAll(each => each.KeyType == KeyType.Ed25519)
            ?
            [
                new(
                    CertificateReason.Ed25519Only,
                    "the only certificate has an Ed25519 key, which many mail clients and servers do not know: "
                    + "add one with an ECDSA or RSA key"),
            ]
            : [];
    }
}
