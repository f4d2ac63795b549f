using System.Formats.Asn1;
using System.Security.Cryptography;
using MailOperator.Postfix.Certificates.Pem;

namespace MailOperator.Postfix.Certificates.Keys;

/// <summary>Reads the key of a <c>tls.key</c>: PKCS#8, PKCS#1 or SEC 1, with or without <c>EC PARAMETERS</c> before it.</summary>
internal static class PrivateKeyReader
{
    /// <summary>RSA operations beyond this take seconds, which is a way to keep a server busy.</summary>
    public const int MaximumRsaBits = 8192;

    private const string Remedy = "write it anew, for example with openssl pkey -in tls.key -out plain.key";

    /// <summary>The key, or why there is none.</summary>
    /// <param name="text">The bytes of <c>tls.key</c>.</param>
    /// <param name="blocks">Their PEM blocks.</param>
    public static (PrivateKey? Key, CertificateFinding? Problem) Read(ReadOnlySpan<byte> text, IReadOnlyList<PemBlock> blocks)
    {
        if (blocks.Count == 0)
        {
            return Fail(text.Trim("\0\t\r\n "u8).IsEmpty
                ? new(CertificateReason.KeyMissing, "tls.key is empty: put the certificate's private key there")
                : new(CertificateReason.NotPem, $"tls.key is not PEM {PemMistake.Describe(text)}"));
        }

        var keys = blocks.Where(block => block.IsPrivateKey).ToList();
        if (keys.Exists(block => block.Encrypted || block.Label == "ENCRYPTED PRIVATE KEY"))
        {
            return Fail(new(
                CertificateReason.KeyEncrypted,
                "tls.key is protected by a passphrase, which nobody is there to type: "
                + "write it without one, for example with openssl pkey -in tls.key -out plain.key"));
        }

        if (blocks.FirstOrDefault(block => block.Damage is not null) is { } damaged)
            return Fail(new(CertificateReason.NotPem, $"tls.key: the {damaged.Label} block {damaged.Damage}; copy the file again, whole"));
        return keys.Count switch
        {
            0 => Fail(new(
                CertificateReason.KeyMissing,
                $"tls.key holds no private key but {blocks[0].Label}: put the certificate's private key there")),
            1 => ReadKey(keys[0], Curve(blocks)),
            _ => Fail(new(CertificateReason.SeveralKeys, $"tls.key holds {keys.Count} private keys: leave the one of the certificate")),
        };
    }

    /// <summary>What it costs to read a key, for a <see cref="WorkBudget"/>.</summary>
    /// <param name="key">The key; null for one that could not be read.</param>
    public static int Cost(PrivateKey? key) => key?.PublicKey switch
    {
        { Type: KeyType.Rsa, Size: var bits } => bits / 100,
        { Size: <= 256 } => 10,
        _ => 50,
    };

    private static (PrivateKey? Key, CertificateFinding? Problem) ReadKey(PemBlock block, string? curve)
    {
        try
        {
            return block.Label switch
            {
                "PRIVATE KEY" => ReadPkcs8(block.Content!),
                "RSA PRIVATE KEY" => ReadRsa(block.Content!),
                "EC PRIVATE KEY" => ReadEc(block.Content!, curve),
                "OPENSSH PRIVATE KEY" => Fail(new(
                    CertificateReason.KeyUnreadable,
                    "tls.key is in OpenSSH's own format: convert it with ssh-keygen -p -m PKCS8 -f tls.key")),
                _ => Unsupported(block.Label.Replace(" PRIVATE KEY", "", StringComparison.Ordinal)),
            };
        }
        catch (Exception exception) when (
            exception is CryptographicException or AsnContentException or ArgumentException or OverflowException)
        {
            // The exception is not passed on: what it says about the content is not ours to know.
            return Fail(new(CertificateReason.KeyUnreadable, $"tls.key holds a damaged {block.Label}: {Remedy}"));
        }
    }

    // PrivateKeyInfo ::= SEQUENCE { version, algorithm, privateKey OCTET STRING, [0] attributes, [1] publicKey } (RFC 5958)
    private static (PrivateKey? Key, CertificateFinding? Problem) ReadPkcs8(ReadOnlyMemory<byte> encoded)
    {
        var info = ReadWhole(encoded);
        _ = info.ReadInteger();
        var algorithm = info.ReadSequence();
        var identifier = algorithm.ReadObjectIdentifier();
        var key = info.ReadOctetString();
        switch (identifier)
        {
            case ObjectIdentifiers.Rsa:
                return ReadRsa(key);
            case ObjectIdentifiers.Ec:
                var curve = algorithm.HasData && algorithm.PeekTag() == Asn1Tag.ObjectIdentifier ? algorithm.ReadObjectIdentifier() : "";
                return ReadEc(key, curve);
            case ObjectIdentifiers.Ed25519:
                return ReadEd25519(key);
            default:
                return Unsupported(ObjectIdentifiers.Name(identifier));
        }
    }

    // RSAPrivateKey ::= SEQUENCE { version, modulus, … } (RFC 8017 appendix A.1.2)
    private static (PrivateKey? Key, CertificateFinding? Problem) ReadRsa(ReadOnlyMemory<byte> encoded)
    {
        var numbers = ReadWhole(encoded);
        _ = numbers.ReadInteger();
        var bits = numbers.ReadIntegerBytes().Length * 8L;
        if (bits > MaximumRsaBits + 8)
        {
            return Fail(new(
                CertificateReason.KeyTooLarge,
                $"tls.key has more than {MaximumRsaBits} bits, which makes every handshake slow: "
                + "use RSA with 2048 to 4096 bits, or ECDSA"));
        }

        // The platform refuses numbers that do not belong together. Such a key may well match its certificate by its public half,
        // and would fail every handshake.
        using var key = RSA.Create();
        key.ImportRSAPrivateKey(encoded.Span, out _);
        return (new(PublicKey.Read(key.ExportSubjectPublicKeyInfo()), key.ExportPkcs8PrivateKey(), encoded), null);
    }

    // ECPrivateKey ::= SEQUENCE { version, privateKey OCTET STRING, [0] parameters, [1] publicKey } (RFC 5915)
    private static (PrivateKey? Key, CertificateFinding? Problem) ReadEc(ReadOnlyMemory<byte> encoded, string? curve)
    {
        var fields = ReadWhole(encoded);
        _ = fields.ReadInteger();
        if (!fields.TryReadPrimitiveOctetString(out var number))
            return Fail(new(CertificateReason.KeyUnreadable, $"tls.key holds a damaged EC PRIVATE KEY: {Remedy}"));
        var parameters = new Asn1Tag(TagClass.ContextSpecific, 0, isConstructed: true);
        if (fields.HasData && fields.PeekTag() == parameters)
        {
            var named = fields.ReadSequence(parameters);
            curve = named.PeekTag() == Asn1Tag.ObjectIdentifier ? named.ReadObjectIdentifier() : "";
        }

        if (curve is null)
            return Fail(new(CertificateReason.KeyUnreadable, $"tls.key does not say which curve its key is on: {Remedy}"));
        if (curve is not (ObjectIdentifiers.P256 or ObjectIdentifiers.P384 or ObjectIdentifiers.P521))
            return Unsupported("elliptic curve");

        // The public point is left out and computed anew: it may be absent, and need not be believed.
        using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.CreateFromValue(curve), D = Resize(number.Span, curve) });
        return (new(PublicKey.Read(key.ExportSubjectPublicKeyInfo()), key.ExportPkcs8PrivateKey(), number), null);
    }

    // CurvePrivateKey ::= OCTET STRING (RFC 8410 section 7)
    private static (PrivateKey? Key, CertificateFinding? Problem) ReadEd25519(ReadOnlyMemory<byte> encoded)
    {
        var number = new AsnReader(encoded, AsnEncodingRules.DER).ReadOctetString();
        if (number.Length != Ed25519.KeyLength)
            return Fail(new(CertificateReason.KeyUnreadable, $"tls.key holds an Ed25519 key of the wrong length: {Remedy}"));
        var publicKey = PublicKey.Read(Ed25519Encoding.PublicKeyInfo(Ed25519.PublicKey(number)));
        return (new(publicKey, Ed25519Encoding.PrivateKeyInfo(number), number), null);
    }

    // SEC 1 asks for the length of the field, but writers that drop or add leading zeros exist.
    private static byte[] Resize(ReadOnlySpan<byte> number, string curve)
    {
        var length = curve switch
        {
            ObjectIdentifiers.P256 => 32,
            ObjectIdentifiers.P384 => 48,
            _ => 66,
        };
        number = number.TrimStart((byte)0);
        var resized = new byte[length];
        number.CopyTo(resized.AsSpan(length - number.Length));
        return resized;
    }

    private static string? Curve(IReadOnlyList<PemBlock> blocks)
    {
        var parameters = blocks.FirstOrDefault(block => block.Label == "EC PARAMETERS");
        if (parameters is null)
            return null;
        try
        {
            return new AsnReader(parameters.Content!, AsnEncodingRules.DER).ReadObjectIdentifier();
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    private static AsnReader ReadWhole(ReadOnlyMemory<byte> encoded)
    {
        var reader = new AsnReader(encoded, AsnEncodingRules.DER);
        var sequence = reader.ReadSequence();
        reader.ThrowIfNotEmpty();
        return sequence;
    }

    private static (PrivateKey? Key, CertificateFinding? Problem) Unsupported(string algorithm) => Fail(new(
        CertificateReason.KeyTypeUnsupported,
        $"tls.key holds a key of a kind that mail clients do not support ({Printable.Text(algorithm)}): "
        + "use ECDSA on P-256, RSA with 2048 bits or more, or Ed25519"));

    private static (PrivateKey? Key, CertificateFinding? Problem) Fail(CertificateFinding problem) => (null, problem);
}
