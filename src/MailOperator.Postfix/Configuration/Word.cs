using System.Globalization;

namespace MailOperator.Postfix.Configuration;

/// <summary>How Postfix spells values.</summary>
internal static class Word
{
    /// <summary>A boolean: <c>yes</c> or <c>no</c>.</summary>
    public static string Of(bool value) => value ? "yes" : "no";

    /// <summary>An integer.</summary>
    public static string Of(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A time in whole seconds: <c>3600s</c>.</summary>
    public static string Of(TimeSpan value) => string.Create(CultureInfo.InvariantCulture, $"{(long)value.TotalSeconds}s");
}
