using System.Diagnostics;
using System.Security.Cryptography;

namespace MailOperator.Postfix.Certificates.Keys;

/// <summary>A private key of a kind that is served. Its text form is its kind and size.</summary>
/// <param name="publicKey">The public half, computed from the private one, in the encoding of <see cref="PublicKey.Canonical"/>.</param>
/// <param name="pkcs8">The unencrypted PKCS#8 encoding (RFC 5208), without attributes.</param>
[DebuggerDisplay("{ToString(),nq}")]
internal sealed class PrivateKey(PublicKey publicKey, byte[] pkcs8)
{
    public PublicKey PublicKey { get; } = publicKey;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public byte[] Pkcs8 { get; } = pkcs8;

    /// <summary>
    /// Whether a signature made with it verifies. An RSA file of which one number was damaged may well keep its public half and
    /// match its certificate, and would fail every handshake. Keys of the other kinds are one number, from which the public half
    /// was computed.
    /// </summary>
    public bool IsConsistent()
    {
        if (PublicKey.Type != KeyType.Rsa)
            return true;

        byte[] sample = [1, 2, 3];
        try
        {
            using var key = RSA.Create();
            key.ImportPkcs8PrivateKey(Pkcs8, out _);
            var signature = key.SignData(sample, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            using var verifier = RSA.Create();
            verifier.ImportSubjectPublicKeyInfo(PublicKey.Encoded.Span, out _);
            return verifier.VerifyData(sample, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    public override string ToString() => $"PrivateKey({PublicKey.Algorithm}, {PublicKey.Size} bits)";
}
