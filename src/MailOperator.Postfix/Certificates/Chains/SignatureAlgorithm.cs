using System.Formats.Asn1;
using System.Security.Cryptography;
using MailOperator.Postfix.Certificates.Keys;

namespace MailOperator.Postfix.Certificates.Chains;

/// <summary>How a certificate is signed (RFC 5280 section 4.1.1.2).</summary>
/// <param name="Name">For people.</param>
/// <param name="IsWeak">Whether verifying clients refuse it: SHA-1 and older.</param>
/// <param name="Hash">The hash to verify it with; null when the platform has none for it.</param>
/// <param name="Padding">For RSA.</param>
internal sealed record SignatureAlgorithm(string Name, bool IsWeak, HashAlgorithmName? Hash, RSASignaturePadding? Padding)
{
    /// <summary>Reads an AlgorithmIdentifier.</summary>
    /// <param name="encoded">Its bytes.</param>
    /// <exception cref="AsnContentException">It is malformed.</exception>
    public static SignatureAlgorithm Read(ReadOnlyMemory<byte> encoded)
    {
        var sequence = new AsnReader(encoded, AsnEncodingRules.DER).ReadSequence();
        var identifier = sequence.ReadObjectIdentifier();
        return identifier switch
        {
            "1.2.840.113549.1.1.2" => Weak("MD2"),
            "1.2.840.113549.1.1.3" => Weak("MD4"),
            "1.2.840.113549.1.1.4" => Weak("MD5"),
            "1.2.840.113549.1.1.5" or "1.3.14.3.2.29" or "1.2.840.10045.4.1" or "1.2.840.10040.4.3" => Weak("SHA-1"),
            "1.2.840.113549.1.1.11" => Pkcs1(HashAlgorithmName.SHA256),
            "1.2.840.113549.1.1.12" => Pkcs1(HashAlgorithmName.SHA384),
            "1.2.840.113549.1.1.13" => Pkcs1(HashAlgorithmName.SHA512),
            ObjectIdentifiers.RsaPss => Pss(sequence),
            "1.2.840.10045.4.3.2" => Ecdsa(HashAlgorithmName.SHA256),
            "1.2.840.10045.4.3.3" => Ecdsa(HashAlgorithmName.SHA384),
            "1.2.840.10045.4.3.4" => Ecdsa(HashAlgorithmName.SHA512),
            _ => new(identifier, false, null, null),
        };
    }

    /// <summary>Whether the signature is the key's; null when that cannot be told.</summary>
    /// <param name="key">The issuer's key.</param>
    /// <param name="signed">What was signed.</param>
    /// <param name="signature">The signature.</param>
    public bool? Verify(PublicKey key, ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature)
    {
        if (Hash is not { } hash)
            return null;
        try
        {
            using var imported = key.Import();
            return imported switch
            {
                RSA rsa when Padding is not null => rsa.VerifyData(signed, signature, hash, Padding),
                ECDsa ecdsa when Padding is null =>
                    ecdsa.VerifyData(signed, signature, hash, DSASignatureFormat.Rfc3279DerSequence),
                null => null,
                _ => false,
            };
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static SignatureAlgorithm Weak(string hash) => new(hash, true, null, null);

    private static SignatureAlgorithm Pkcs1(HashAlgorithmName hash) => new($"RSA with {hash}", false, hash, RSASignaturePadding.Pkcs1);

    private static SignatureAlgorithm Ecdsa(HashAlgorithmName hash) => new($"ECDSA with {hash}", false, hash, null);

    // RSASSA-PSS-params ::= SEQUENCE { [0] hashAlgorithm DEFAULT sha1, … } (RFC 4055 section 3.1)
    private static SignatureAlgorithm Pss(AsnReader algorithm)
    {
        var tag = new Asn1Tag(TagClass.ContextSpecific, 0, isConstructed: true);
        var parameters = algorithm.HasData ? algorithm.ReadSequence() : null;
        if (parameters is not { HasData: true } || parameters.PeekTag() != tag)
            return Weak("SHA-1");
        return parameters.ReadSequence(tag).ReadSequence().ReadObjectIdentifier() switch
        {
            "1.3.14.3.2.26" => Weak("SHA-1"),
            "2.16.840.1.101.3.4.2.1" => new("RSA-PSS with SHA256", false, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
            "2.16.840.1.101.3.4.2.2" => new("RSA-PSS with SHA384", false, HashAlgorithmName.SHA384, RSASignaturePadding.Pss),
            "2.16.840.1.101.3.4.2.3" => new("RSA-PSS with SHA512", false, HashAlgorithmName.SHA512, RSASignaturePadding.Pss),
            var other => new($"RSA-PSS with {other}", false, null, null),
        };
    }
}
