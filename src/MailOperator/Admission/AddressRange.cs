using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Numerics;

namespace MailOperator.Admission;

/// <summary>A range of addresses, such as 192.0.2.0/24.</summary>
/// <param name="First">The first address, as a number.</param>
/// <param name="Prefix">The length of the prefix in bits.</param>
/// <param name="Bits">32 for IPv4, 128 for IPv6.</param>
internal readonly record struct AddressRange(BigInteger First, int Prefix, int Bits)
{
    /// <summary>The first address after the range.</summary>
    public BigInteger End => First + Size;

    private BigInteger Size => BigInteger.One << (Bits - Prefix);

    /// <summary>Reads a range; <paramref name="fault"/> says what is wrong and what to do when it is none.</summary>
    public static bool TryParse(string text, out AddressRange range, out string fault)
    {
        range = default;
        fault = $"'{text}' is not a range of addresses. Write one such as 192.0.2.0/24 or 2001:db8::/32, a single address as "
            + "192.0.2.1/32.";
        if (text.Split('/') is not [var address, var length] || !TryParseAddress(address, out var parsed)) return false;
        var bytes = parsed.GetAddressBytes();
        var bits = bytes.Length * 8;
        var width = bits.ToString(CultureInfo.InvariantCulture);
        if (!int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var prefix) || prefix > bits)
        {
            fault = $"'{text}' has no prefix length from 0 to {width}. Correct the part after the slash.";
            return false;
        }

        if (parsed.IsIPv4MappedToIPv6)
        {
            fault = $"'{text}' writes IPv4 as IPv6, where no client is looked for. Write the IPv4 range.";
            return false;
        }

        var number = new BigInteger(bytes, isUnsigned: true, isBigEndian: true);
        var hosts = (BigInteger.One << (bits - prefix)) - 1;
        range = new AddressRange(number & ~hosts, prefix, bits);
        fault = $"'{text}' has bits set after its prefix. Write {range} for the range, {parsed}/{width} for the address.";
        return (number & hosts).IsZero;
    }

    /// <summary>Those of the texts that are ranges.</summary>
    public static IEnumerable<AddressRange> ParseAll(IEnumerable<string?> texts)
    {
        foreach (var text in texts)
        {
            if (text is not null && TryParse(text, out var range, out _)) yield return range;
        }
    }

    /// <summary>Whether this range lies within another of the same family.</summary>
    public bool IsWithin(AddressRange other) => Bits == other.Bits && First >= other.First && End <= other.End;

    /// <summary>The range as it is written.</summary>
    public override string ToString()
    {
        var bytes = First.ToByteArray(isUnsigned: true, isBigEndian: true);
        var whole = new byte[Bits / 8];
        bytes.CopyTo(whole, whole.Length - bytes.Length);
        return string.Create(CultureInfo.InvariantCulture, $"{new IPAddress(whole)}/{Prefix}");
    }

    /// <summary>
    /// Reads an address as Postfix and Kubernetes do: <see cref="IPAddress"/> also takes 127.1, 0x7f.0.0.1 and octal numbers.
    /// </summary>
    public static bool TryParseAddress(string text, [NotNullWhen(true)] out IPAddress? address)
    {
        address = null;
        return IsDottedQuadOrColons(text) && !text.Contains('%') && IPAddress.TryParse(text, out address);
    }

    private static bool IsDottedQuadOrColons(string address) =>
        address.Contains(':') || (address.Split('.') is { Length: 4 } parts && parts.All(IsPlainNumber));

    private static bool IsPlainNumber(string part) =>
        part is "0" || (part.Length is > 0 and <= 3 && part[0] != '0' && part.All(char.IsAsciiDigit));
}
