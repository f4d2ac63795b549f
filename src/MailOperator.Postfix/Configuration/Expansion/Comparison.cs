using System.Globalization;

namespace MailOperator.Postfix.Configuration.Expansion;

/// <summary>How Postfix compares two texts.</summary>
internal static class Comparison
{
    /// <summary>Whether a comparison holds; null where it cannot be made.</summary>
    public static bool? Of(string left, string comparison, string right, bool ofLevels)
    {
        int order;
        if (ofLevels)
        {
            if (Level(left) is not { } one || Level(right) is not { } other)
                return null;
            order = one.CompareTo(other);
        }
        else if (IsDigits(left) && IsDigits(right))
        {
            if (!long.TryParse(left, NumberStyles.None, CultureInfo.InvariantCulture, out var one)
                || !long.TryParse(right, NumberStyles.None, CultureInfo.InvariantCulture, out var other))
            {
                return null;
            }
            order = one.CompareTo(other);
        }
        else
        {
            order = string.CompareOrdinal(left, right);
        }
        return comparison switch
        {
            "==" => order == 0,
            "!=" => order != 0,
            "<" => order < 0,
            "<=" => order <= 0,
            ">=" => order >= 0,
            _ => order > 0,
        };
    }

    private static bool IsDigits(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);

    /// <summary>A compatibility level: <c>major[.minor[.patch]]</c>, the last two below 1024.</summary>
    private static (long Major, int Minor, int Patch)? Level(string text)
    {
        var parts = text.Split('.');
        var numbers = new long[3];
        if (parts.Length > numbers.Length)
            return null;
        for (var i = 0; i < parts.Length; i++)
        {
            if (!long.TryParse(parts[i], NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out numbers[i])
                || numbers[i] < 0 || (i > 0 && numbers[i] > 1023))
            {
                return null;
            }
        }
        return (numbers[0], (int)numbers[1], (int)numbers[2]);
    }
}
