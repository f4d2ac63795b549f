using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MailOperator.Yaml;

/// <summary>
/// What an unquoted YAML scalar means to <c>kubectl</c>, whose reader follows YAML 1.1 for booleans: <c>yes</c> and <c>on</c> are true.
/// </summary>
internal static partial class PlainScalar
{
    /// <summary>Whether the text, unquoted, is read as text by any reader in use.</summary>
    public static bool ReadsAsText(string text) =>
        text.Length > 0
        && Resolve(text) is { } value
        && value.GetValueKind() == System.Text.Json.JsonValueKind.String
        && !Ambiguous().IsMatch(text);

    /// <summary>The value of an unquoted scalar.</summary>
    public static JsonNode? Resolve(string text)
    {
        switch (text)
        {
            case "" or "~" or "null" or "Null" or "NULL":
                return null;
            case "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" or "y" or "Y":
                return JsonValue.Create(true);
            case "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF" or "n" or "N":
                return JsonValue.Create(false);
            default:
                return Number(text) ?? JsonValue.Create(text);
        }
    }

    private static JsonValue? Number(string text)
    {
        var culture = CultureInfo.InvariantCulture;
        if (Integer().IsMatch(text) && long.TryParse(text, NumberStyles.AllowLeadingSign, culture, out var whole))
            return JsonValue.Create(whole);
        if (text.StartsWith("0x", StringComparison.Ordinal) && long.TryParse(text.AsSpan(2), NumberStyles.HexNumber, culture, out var hex))
            return JsonValue.Create(hex);
        if (Octal().Match(text) is { Success: true } octal) return JsonValue.Create(Convert.ToInt64(octal.Groups[1].Value, 8));
        if (Fraction().IsMatch(text) && double.TryParse(text, NumberStyles.Float, culture, out var real) && double.IsFinite(real))
            return JsonValue.Create(real);
        return null;
    }

    [GeneratedRegex(@"\A[-+]?(0|[1-9][0-9]*)\z")]
    private static partial Regex Integer();

    [GeneratedRegex(@"\A0o?([0-7]{1,20})\z")]
    private static partial Regex Octal();

    [GeneratedRegex(@"\A[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?\z")]
    private static partial Regex Fraction();

    // Numbers with underscores or colons, dates, infinities, merge keys: some reader takes them for something else.
    [GeneratedRegex(@"\A([-+]?[0-9][0-9_:.,eE+-]*|[-+.]?\.?(inf|nan)|<<|=|[-+]?0[xXbo].*|[0-9]{4}-[0-9].*)\z", RegexOptions.IgnoreCase)]
    private static partial Regex Ambiguous();
}
