using System.Formats.Asn1;

namespace MailOperator.Postfix.Certificates.Keys;

/// <summary>How Ed25519 keys are written (RFC 8410).</summary>
internal static class Ed25519Encoding
{
    /// <summary>A SubjectPublicKeyInfo (section 4).</summary>
    /// <param name="publicKey">32 bytes.</param>
    public static byte[] PublicKeyInfo(ReadOnlySpan<byte> publicKey)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            WriteAlgorithm(writer);
            writer.WriteBitString(publicKey);
        }

        return writer.Encode();
    }

    /// <summary>
    /// A PrivateKeyInfo (section 7) of version 1. Version 2, with the public key inside, is not read by OpenSSL 3.0.
    /// </summary>
    /// <param name="privateKey">32 bytes.</param>
    public static byte[] PrivateKeyInfo(ReadOnlySpan<byte> privateKey)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(0);
            WriteAlgorithm(writer);
            using (writer.PushOctetString())
                writer.WriteOctetString(privateKey);
        }

        return writer.Encode();
    }

    private static void WriteAlgorithm(AsnWriter writer)
    {
        using (writer.PushSequence())
            writer.WriteObjectIdentifier(ObjectIdentifiers.Ed25519);
    }
}
