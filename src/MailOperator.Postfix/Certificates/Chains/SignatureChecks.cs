using MailOperator.Postfix.Certificates.Keys;

namespace MailOperator.Postfix.Certificates.Chains;

/// <summary>
/// Verifies signatures of one chain: so many and no more, since each takes a core some milliseconds on the larger curves, and whoever writes a
/// chain can give all of its certificates one name.
/// </summary>
/// <param name="budget">What it counts on; null for none.</param>
internal sealed class SignatureChecks(WorkBudget? budget)
{
    /// <summary>A chain of public authorities takes three, one with a cross-signed root five.</summary>
    public const int Maximum = 16;

    private int _count;

    /// <summary>Whether there was one more to verify.</summary>
    public bool AreExhausted { get; private set; }

    /// <summary>Whether the key of one certificate signed another, as far as can be told.</summary>
    /// <param name="certificate">What is signed.</param>
    /// <param name="issuer">By whom.</param>
    public bool Holds(ParsedCertificate certificate, ParsedCertificate issuer)
    {
        if (_count == Maximum)
        {
            AreExhausted = true;
            return false;
        }

        _count++;
        budget?.Spend(Cost(issuer.PublicKey));
        return certificate.SignatureAlgorithm.Verify(issuer.PublicKey, certificate.Signed.Span, certificate.Signature.Span) is not false;
    }

    // Whoever makes an RSA key chooses its public exponent, which up to 3072 bits OpenSSL lets be as long as the modulus.
    private static int Cost(PublicKey key) => key switch
    {
        { Type: KeyType.Rsa, ExponentLength: <= 4, Size: <= 4096 } or { Type: null or KeyType.Ed25519 } => 1,
        { Type: KeyType.Ecdsa, Size: 256 } => 2,
        _ => 50,
    };
}
