using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using MailOperator.Api;

namespace MailOperator.Admission;

/// <summary>Quantities of the Kubernetes API as numbers (apimachinery, resource.Quantity), exact to a billionth as there.</summary>
internal static partial class Amount
{
    private const int Billionths = 9;

    /// <summary>More digits than any resource has: what is beyond is as large.</summary>
    private const int MostDigits = 40;

    private static readonly string[] Decimal = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];

    /// <summary>The quantity in billionths; null for a text that is none.</summary>
    public static BigInteger? Of(ResourceQuantity quantity)
    {
        if (Form().Match(quantity.Text) is not { Success: true } match)
            return null;
        var digits = BigInteger.Parse($"0{match.Groups["whole"].Value}{match.Groups["part"].Value}", CultureInfo.InvariantCulture);
        var (suffix, exponent) = (match.Groups["suffix"].Value, match.Groups["exponent"].Value);
        var power = Billionths - match.Groups["part"].Length;
        if (exponent.Length > 0)
            power += int.TryParse(exponent, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var given)
                ? Math.Clamp(given, -MostDigits, MostDigits)
                : exponent.StartsWith('-') ? -MostDigits : MostDigits;
        else if (suffix.EndsWith('i'))
            digits <<= 10 * (1 + "KMGTPE".IndexOf(suffix[0], StringComparison.Ordinal));
        else
            power += 3 * (Array.IndexOf(Decimal, suffix) - Array.IndexOf(Decimal, ""));
        // Rounded up, as the API server does: nothing that is asked for becomes nothing.
        return power >= 0
            ? digits * BigInteger.Pow(10, power)
            : (digits + BigInteger.Pow(10, -power) - 1) / BigInteger.Pow(10, -power);
    }

    /// <summary>Whether a quantity is a whole number.</summary>
    public static bool IsWhole(BigInteger billionths) => (billionths % BigInteger.Pow(10, Billionths)).IsZero;

    [GeneratedRegex(
        "\\A(?=[0-9.])(?<whole>[0-9]{0,64})(?:[.](?<part>[0-9]{0,64}))?(?:(?<suffix>[KMGTPE]i|[numkMGTPE]?)|[eE](?<exponent>[-+]?[0-9]+))\\z")]
    private static partial Regex Form();
}
