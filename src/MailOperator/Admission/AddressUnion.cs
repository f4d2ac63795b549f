using System.Numerics;

namespace MailOperator.Admission;

/// <summary>Ranges of addresses taken together.</summary>
internal static class AddressUnion
{
    // Ranges of IPv6 that no client comes from by way of the Internet: RFC 4193, RFC 4291 section 2.5.6.
    private static readonly AddressRange[] Private = [Range("fc00::/7"), Range("fe80::/10")];

    // All of IPv4, behind a translator (RFC 6052) and by 6to4 (RFC 3056).
    private static readonly AddressRange[] WholeOfIPv4 = [Range("64:ff9b::/96"), Range("2002::/16")];

    /// <summary>
    /// Whether the ranges together hold so much that they mean the world: of IPv4 a /7 or more, of which all private and shared ranges
    /// together hold two thirds; of IPv6, where the largest networks have a /19, more than a /19, or the addresses of all of IPv4.
    /// </summary>
    public static bool IsWorld(IEnumerable<AddressRange> ranges)
    {
        var open = ranges.Where(range => !Private.Any(range.IsWithin)).ToArray();
        return open.Any(range => WholeOfIPv4.Any(all => all.IsWithin(range)))
            || Covered(open.Where(range => range.Bits == 32)) >= BigInteger.One << (32 - 7)
            || Covered(open.Where(range => range.Bits == 128)) > BigInteger.One << (128 - 19);
    }

    private static AddressRange Range(string text) =>
        AddressRange.TryParse(text, out var range, out var fault) ? range : throw new ArgumentException(fault);

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
