using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;

namespace MailOperator.Postfix.Certificates.Keys;

/// <summary>
/// The public key of an Ed25519 private key (RFC 8032 section 5.1.5), which the platform has no type for. Used once per
/// inspection to see whether key and certificate belong together; it signs nothing, so its timing tells nobody anything.
/// </summary>
internal static class Ed25519
{
    /// <summary>Bytes of a private and of a public key.</summary>
    public const int KeyLength = 32;

    private static readonly BigInteger P = BigInteger.Pow(2, 255) - 19;

    private static readonly BigInteger D = Modulo(-121665 * Invert(121666));

    private static readonly Point Base = FromAffine(
        BigInteger.Parse("15112221349535400772501151409588531511454012693041857206046113283949847762202", CultureInfo.InvariantCulture),
        BigInteger.Parse("46316835694926478169428394003475163141307993866256225615783033603165251855960", CultureInfo.InvariantCulture));

    /// <summary>The public key of a private key.</summary>
    /// <param name="privateKey">32 bytes.</param>
    public static byte[] PublicKey(ReadOnlySpan<byte> privateKey)
    {
        Span<byte> hash = stackalloc byte[SHA512.HashSizeInBytes];
        SHA512.HashData(privateKey, hash);
        var scalar = hash[..KeyLength];
        scalar[0] &= 0b1111_1000;
        scalar[31] &= 0b0111_1111;
        scalar[31] |= 0b0100_0000;
        var point = Multiply(new BigInteger(scalar, isUnsigned: true), Base);
        CryptographicOperations.ZeroMemory(hash);
        return Encode(point);
    }

    private static Point Multiply(BigInteger scalar, Point point)
    {
        var sum = new Point(0, 1, 1, 0);
        for (; !scalar.IsZero; scalar >>= 1)
        {
            if (!scalar.IsEven)
                sum = Add(sum, point);
            point = Add(point, point);
        }

        return sum;
    }

    // Extended homogeneous coordinates (RFC 8032 section 5.1.4): complete, so it doubles as well.
    private static Point Add(Point one, Point other)
    {
        var a = Modulo((one.Y - one.X) * (other.Y - other.X));
        var b = Modulo((one.Y + one.X) * (other.Y + other.X));
        var c = Modulo(2 * one.T * other.T * D);
        var d = Modulo(2 * one.Z * other.Z);
        var (e, f, g, h) = (b - a, d - c, d + c, b + a);
        return new(Modulo(e * f), Modulo(g * h), Modulo(f * g), Modulo(e * h));
    }

    private static byte[] Encode(Point point)
    {
        var inverse = Invert(point.Z);
        var encoded = new byte[KeyLength];
        _ = Modulo(point.Y * inverse).TryWriteBytes(encoded, out _, isUnsigned: true);
        if (!Modulo(point.X * inverse).IsEven)
            encoded[^1] |= 0x80;
        return encoded;
    }

    private static Point FromAffine(BigInteger x, BigInteger y) => new(x, y, 1, Modulo(x * y));

    private static BigInteger Invert(BigInteger value) => BigInteger.ModPow(value, P - 2, P);

    private static BigInteger Modulo(BigInteger value)
    {
        var remainder = value % P;
        return remainder.Sign < 0 ? remainder + P : remainder;
    }

    private readonly record struct Point(BigInteger X, BigInteger Y, BigInteger Z, BigInteger T);
}
