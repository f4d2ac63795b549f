using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;

namespace MailOperator.Postfix.Certificates.Keys;

/// <summary>A public key as it stands in a certificate (SubjectPublicKeyInfo, RFC 5280 section 4.1.2.7).</summary>
internal sealed class PublicKey
{
    /// <summary>The encoding as found.</summary>
    public required ReadOnlyMemory<byte> Encoded { get; init; }

    /// <summary>Its kind; null when it is not one that is served.</summary>
    public required KeyType? Type { get; init; }

    /// <summary>Its algorithm for people, such as <c>DSA</c>.</summary>
    public required string Algorithm { get; init; }

    /// <summary>Bits of modulus or field; 0 when unknown.</summary>
    public required int Size { get; init; }

    /// <summary>Bytes of an RSA key's public exponent; 0 for others.</summary>
    public int ExponentLength { get; private init; }

    /// <summary>Reads a key.</summary>
    /// <param name="encoded">The SubjectPublicKeyInfo.</param>
    /// <exception cref="AsnContentException">It is malformed.</exception>
    public static PublicKey Read(ReadOnlyMemory<byte> encoded)
    {
        var info = new AsnReader(encoded, AsnEncodingRules.DER).ReadSequence();
        var algorithm = info.ReadSequence();
        var identifier = algorithm.ReadObjectIdentifier();
        var key = info.ReadBitString(out _);
        var (type, size, exponent) = identifier switch
        {
            ObjectIdentifiers.Rsa => RsaSize(key),
            ObjectIdentifiers.Ec when CurveSize(algorithm) is int bits => (KeyType.Ecdsa, bits, 0),
            ObjectIdentifiers.Ed25519 when key.Length == 32 => (KeyType.Ed25519, 256, 0),
            _ => ((KeyType?)null, 0, 0),
        };
        return new()
        {
            Encoded = encoded,
            Type = type,
            Algorithm = ObjectIdentifiers.Name(identifier),
            Size = size,
            ExponentLength = exponent,
        };
    }

    /// <summary>
    /// The one encoding of this key that the platform would write, so that two encodings of one key (a compressed point, an
    /// absent NULL) compare equal. Null when the key is not on its curve or otherwise no key.
    /// </summary>
    public byte[]? Canonical()
    {
        try
        {
            using AsymmetricAlgorithm? key = Import();
            return key is null ? Encoded.ToArray() : key.ExportSubjectPublicKeyInfo();
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>The key for verification; null for Ed25519 and kinds that are not served, which the platform has no type for.</summary>
    /// <exception cref="CryptographicException">It is no key.</exception>
    public AsymmetricAlgorithm? Import()
    {
        AsymmetricAlgorithm? key = Type switch
        {
            KeyType.Rsa => RSA.Create(),
            KeyType.Ecdsa => ECDsa.Create(),
            _ => null,
        };
        try
        {
            key?.ImportSubjectPublicKeyInfo(Encoded.Span, out _);
        }
        catch
        {
            key?.Dispose();
            throw;
        }

        return key;
    }

    /// <summary>
    /// The field size of a curve that TLS 1.3 knows (RFC 8446 section 4.2.3); null for others and for explicit parameters.
    /// </summary>
    /// <param name="algorithm">Stands at the parameters.</param>
    private static int? CurveSize(AsnReader algorithm) =>
        !algorithm.HasData || algorithm.PeekTag() != Asn1Tag.ObjectIdentifier
            ? null
            : algorithm.ReadObjectIdentifier() switch
            {
                ObjectIdentifiers.P256 => 256,
                ObjectIdentifiers.P384 => 384,
                ObjectIdentifiers.P521 => 521,
                _ => null,
            };

    private static (KeyType?, int Size, int ExponentLength) RsaSize(byte[] key)
    {
        var numbers = new AsnReader(key, AsnEncodingRules.DER).ReadSequence();
        var modulus = new BigInteger(numbers.ReadIntegerBytes().Span, isUnsigned: true, isBigEndian: true);
        return (KeyType.Rsa, (int)modulus.GetBitLength(), numbers.ReadIntegerBytes().Length);
    }
}
