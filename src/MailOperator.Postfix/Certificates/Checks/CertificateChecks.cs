using MailOperator.Postfix.Certificates.Chains;
using MailOperator.Postfix.Certificates.Keys;
using MailOperator.Postfix.Certificates.Pem;

namespace MailOperator.Postfix.Certificates.Checks;

/// <summary>
/// The rules about what is in a pair, in order; the first violation wins. Postfix would accept every one of these without a word and then
/// offer no TLS, or TLS that no verifying client wants.
/// </summary>
internal static class CertificateChecks
{
    private const int MinimumRsaBits = 2048;

    private static readonly Func<CertificateMaterial, CertificateFinding?>[] Chain =
    [
        NothingIsTooLarge,
        ChainIsPem,
        ChainHoldsNoKey,
        material => material.KeyProblem,
        CertificatesAreNotTooMany,
        ChainIsReadable,
        LeafKeyIsSupported,
        LeafIsFirst,
        KeyBelongsToLeaf,
        KeysAreLargeEnough,
        KeysAreNotTooLarge,
        SignaturesAreStrong,
        PathIsFound,
    ];

    public static CertificateFinding? FirstViolation(CertificateMaterial material)
    {
        foreach (var check in Chain)
        {
            if (check(material) is { } violation)
                return violation;
        }

        return null;
    }

    private static CertificateFinding? NothingIsTooLarge(CertificateMaterial material) =>
        material.IsTooLarge
            ? new(
                CertificateReason.TooLarge,
                $"tls.crt has {material.Pair.CertificateChain.Length} bytes and tls.key {material.Pair.PrivateKey.Length}, "
                + $"at most {CertificateMaterial.MaximumChainSize} and {CertificateMaterial.MaximumKeySize} are read: "
                + "leave the server certificate with its intermediates, and its key")
            : null;

    private static CertificateFinding? ChainIsPem(CertificateMaterial material)
    {
        var text = material.Pair.CertificateChain.Span;
        if (text.Trim("\0\t\r\n "u8).IsEmpty)
            return new(CertificateReason.Empty, "tls.crt is empty: put the server certificate and its intermediates there");
        if (material.ChainBlocks.Count == 0)
            return new(CertificateReason.NotPem, $"tls.crt is not PEM {PemMistake.Describe(text)}");
        if (material.ChainBlocks.FirstOrDefault(block => block.Damage is not null) is { } damaged)
        {
            return new(
                CertificateReason.NotPem,
                $"tls.crt: the {Printable.Text(damaged.Label)} block {damaged.Damage}; copy the file again, whole");
        }

        return null;
    }

    private static CertificateFinding? ChainHoldsNoKey(CertificateMaterial material) =>
        material.ChainBlocks.Any(block => block.IsPrivateKey)
            ? new(
                CertificateReason.KeyInCertificate,
                "tls.crt holds a private key, but is handled as public: keep the key in tls.key only, "
                + "and replace it if others may read tls.crt")
            : null;

    private static CertificateFinding? CertificatesAreNotTooMany(CertificateMaterial material) =>
        material.HasTooManyCertificates
            ? new(
                CertificateReason.TooManyCertificates,
                $"tls.crt holds more than {CertificateMaterial.MaximumCertificates} different certificates: "
                + "leave the server certificate and its intermediates; what clients are verified by belongs into a caRef")
            : null;

    private static CertificateFinding? ChainIsReadable(CertificateMaterial material)
    {
        if (material.Certificates.Count == 0)
        {
            return new(
                CertificateReason.CertificateUnreadable,
                $"tls.crt holds no certificate but {Printable.Text(material.ChainBlocks[0].Label)}: put the server certificate there");
        }

        var unreadable = material.Certificates.TakeWhile(certificate => certificate is not null).Count();
        return unreadable < material.Certificates.Count
            ? new(
                CertificateReason.CertificateUnreadable,
                $"certificate {unreadable + 1} of tls.crt is damaged, or is not an X.509 certificate: replace or remove it")
            : null;
    }

    private static CertificateFinding? LeafKeyIsSupported(CertificateMaterial material) =>
        material.Leaf!.PublicKey.Type is null
            ? new(
                CertificateReason.KeyTypeUnsupported,
                "the certificate's key is of a kind that mail clients do not support "
                + $"({Printable.Text(material.Leaf.PublicKey.Algorithm)}): "
                + "use ECDSA on P-256, RSA with 2048 bits or more, or Ed25519")
            : null;

    private static CertificateFinding? LeafIsFirst(CertificateMaterial material)
    {
        var position = material.Certificates.TakeWhile(certificate => !Belongs(material.Key!, certificate!)).Count();
        return position > 0 && position < material.Certificates.Count
            ? new(
                CertificateReason.LeafNotFirst,
                $"the key belongs to certificate {position + 1} of tls.crt: put the server certificate first, its intermediates after it")
            : null;
    }

    private static CertificateFinding? KeyBelongsToLeaf(CertificateMaterial material) =>
        Belongs(material.Key!, material.Leaf!)
            ? null
            : new(
                CertificateReason.KeyMismatch,
                "tls.key is not the key of the certificate in tls.crt: put the key there that the certificate was requested with");

    private static CertificateFinding? KeysAreLargeEnough(CertificateMaterial material) =>
        material.Verified.FirstOrDefault(each => each.PublicKey is { Type: KeyType.Rsa, Size: < MinimumRsaBits }) is { } small
            ? new(
                CertificateReason.KeyTooSmall,
                $"{Describe(material, small)} has an RSA key of {small.PublicKey.Size} bits, which verifying clients refuse: "
                + $"get a certificate with RSA of {MinimumRsaBits} bits or more, or with ECDSA")
            : null;

    private static CertificateFinding? KeysAreNotTooLarge(CertificateMaterial material) =>
        material.Leaf!.PublicKey is { Type: KeyType.Rsa, Size: > PrivateKeyReader.MaximumRsaBits } large
            ? new(
                CertificateReason.KeyTooLarge,
                $"the certificate has an RSA key of {large.Size} bits, which makes every handshake slow: "
                + "use RSA with 2048 to 4096 bits, or ECDSA")
            : null;

    private static CertificateFinding? SignaturesAreStrong(CertificateMaterial material) =>
        material.Verified.FirstOrDefault(each => each.SignatureAlgorithm.IsWeak) is { } weak
            ? new(
                CertificateReason.WeakSignature,
                $"{Describe(material, weak)} is signed with {weak.SignatureAlgorithm.Name}, which verifying clients refuse: "
                + "have it issued with SHA-256 or better")
            : null;

    private static CertificateFinding? PathIsFound(CertificateMaterial material) =>
        material.Signatures.AreExhausted
            ? new(
                CertificateReason.TooManyCertificates,
                "tls.crt and ca.crt hold so many certificates of one name that "
                + $"{SignatureChecks.Maximum} signatures do not tell which of them issued the others: "
                + "leave the server certificate and its intermediates")
            : null;

    private static bool Belongs(PrivateKey key, ParsedCertificate certificate) =>
        certificate.PublicKey.Type == key.PublicKey.Type
        && certificate.PublicKey.Canonical() is { } canonical
        && canonical.AsSpan().SequenceEqual(key.PublicKey.Encoded.Span);

    private static string Describe(CertificateMaterial material, ParsedCertificate certificate) =>
        certificate == material.Leaf ? "the certificate" : $"the intermediate {certificate.Subject}";
}
