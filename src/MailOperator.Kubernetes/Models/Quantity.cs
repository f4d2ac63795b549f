using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace MailOperator.Kubernetes.Models;

/// <summary>
/// An amount as Kubernetes writes it: <c>500m</c>, <c>0.5</c>, <c>1Gi</c>, <c>1e3</c> (<c>resource.Quantity</c>).
/// Two are equal when they mean the same amount, however they are written.
/// </summary>
public readonly record struct Quantity : IComparable<Quantity>
{
    private const int LongestText = 64;
    private const int LargestExponent = 40;

    private readonly BigInteger _numerator;
    private readonly BigInteger _denominatorLessOne;

    private Quantity(BigInteger numerator, BigInteger denominator)
    {
        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
        _numerator = numerator / divisor;
        _denominatorLessOne = (denominator / divisor) - 1;
    }

    // Kept less one, so that default(Quantity) is zero and not a division by zero.
    private BigInteger Denominator => _denominatorLessOne + 1;

    /// <summary>Reads an amount; false when the text is none.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Quantity quantity)
    {
        quantity = default;
        if (string.IsNullOrEmpty(text) || text.Length > LongestText) return false;

        var end = 0;
        if (text[0] is '+' or '-') end++;
        var firstDigit = end;
        var fraction = 0;
        var digits = BigInteger.Zero;
        var seenDigit = false;
        var seenPoint = false;
        for (; end < text.Length; end++)
        {
            if (char.IsAsciiDigit(text[end]))
            {
                seenDigit = true;
                digits = (digits * 10) + (text[end] - '0');
                if (seenPoint) fraction++;
            }
            else if (text[end] == '.' && !seenPoint) seenPoint = true;
            else break;
        }

        if (!seenDigit || !TryScale(text.AsSpan(end), out var scaleUp, out var scaleDown)) return false;
        if (firstDigit == 1 && text[0] == '-') digits = -digits;
        quantity = new Quantity(digits * scaleUp, BigInteger.Pow(10, fraction) * scaleDown);
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(Quantity other) => (_numerator * other.Denominator).CompareTo(other._numerator * Denominator);

    /// <summary>Less.</summary>
    public static bool operator <(Quantity left, Quantity right) => left.CompareTo(right) < 0;

    /// <summary>More.</summary>
    public static bool operator >(Quantity left, Quantity right) => left.CompareTo(right) > 0;

    /// <summary>At most.</summary>
    public static bool operator <=(Quantity left, Quantity right) => left.CompareTo(right) <= 0;

    /// <summary>At least.</summary>
    public static bool operator >=(Quantity left, Quantity right) => left.CompareTo(right) >= 0;

    private static bool TryScale(ReadOnlySpan<char> suffix, out BigInteger up, out BigInteger down)
    {
        (up, down) = (1, 1);
        switch (suffix)
        {
            case "": return true;
            case "n": down = BigInteger.Pow(10, 9); return true;
            case "u": down = BigInteger.Pow(10, 6); return true;
            case "m": down = 1000; return true;
            case "k": up = 1000; return true;
            case "M": up = BigInteger.Pow(10, 6); return true;
            case "G": up = BigInteger.Pow(10, 9); return true;
            case "T": up = BigInteger.Pow(10, 12); return true;
            case "P": up = BigInteger.Pow(10, 15); return true;
            case "E": up = BigInteger.Pow(10, 18); return true;
            case "Ki": up = BigInteger.Pow(2, 10); return true;
            case "Mi": up = BigInteger.Pow(2, 20); return true;
            case "Gi": up = BigInteger.Pow(2, 30); return true;
            case "Ti": up = BigInteger.Pow(2, 40); return true;
            case "Pi": up = BigInteger.Pow(2, 50); return true;
            case "Ei": up = BigInteger.Pow(2, 60); return true;
        }

        if (suffix[0] is not ('e' or 'E')
            || !int.TryParse(suffix[1..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent)
            || exponent is < -LargestExponent or > LargestExponent)
        {
            return false;
        }

        if (exponent >= 0) up = BigInteger.Pow(10, exponent);
        else down = BigInteger.Pow(10, -exponent);
        return true;
    }
}
