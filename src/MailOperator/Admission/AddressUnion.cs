using System.Numerics;

namespace MailOperator.Admission;

/// <summary>Ranges of addresses taken together.</summary>
internal static class AddressUnion
{
    /// <summary>
    /// Whether the ranges together hold so much of an address family that they mean the world: a 128th of it (an IPv4 /7) or more.
    /// All private and shared IPv4 ranges together hold two thirds of that; fc00::/7, the private range of IPv6, does not count.
    /// </summary>
    public static bool IsWorld(IEnumerable<AddressRange> ranges) =>
        ranges.Where(range => !IsPrivate(range))
            .GroupBy(range => range.Bits)
            .Any(family => Covered(family) >= BigInteger.One << (family.Key - 7));

    private static bool IsPrivate(AddressRange range) =>
        AddressRange.TryParse("fc00::/7", out var uniqueLocal, out _) && range.IsWithin(uniqueLocal);

    private static BigInteger Covered(IEnumerable<AddressRange> ranges)
    {
        var (covered, end) = (BigInteger.Zero, BigInteger.Zero);
        foreach (var range in ranges.OrderBy(range => range.First).ThenByDescending(range => range.End))
        {
            if (range.End <= end) continue;
            covered += range.End - BigInteger.Max(range.First, end);
            end = range.End;
        }
        return covered;
    }
}
