using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace MailOperator.Api;

/// <summary>
/// A length of time in the form that the Kubernetes API uses, such as <c>336h</c>, <c>90s</c> or <c>1h30m</c>: the part of Go's
/// duration syntax with whole hours, minutes and seconds, in that order. It keeps the form in which it was written.
/// </summary>
[JsonConverter(typeof(KubernetesDurationConverter))]
public readonly partial record struct KubernetesDuration
{
    private readonly string? _text;

    private KubernetesDuration(string text, TimeSpan value)
    {
        _text = text;
        Value = value;
    }

    /// <summary>The length of time.</summary>
    public TimeSpan Value { get; }

    /// <summary>So many whole hours, 0 to 999999.</summary>
    public static KubernetesDuration FromHours(int hours) => Parse(FormattableString.Invariant($"{hours}h"));

    /// <summary>So many whole seconds, 0 to 9999999.</summary>
    public static KubernetesDuration FromSeconds(int seconds) => Parse(FormattableString.Invariant($"{seconds}s"));

    /// <summary>Reads the form <c>1h30m10s</c>.</summary>
    /// <exception cref="FormatException">The text has another form.</exception>
    public static KubernetesDuration Parse(string text) =>
        TryParse(text, out var duration) ? duration : throw new FormatException($"'{text}' is not a duration such as 336h or 1h30m.");

    /// <summary>Reads the form <c>1h30m10s</c>; false when the text has another one.</summary>
    public static bool TryParse(string? text, out KubernetesDuration duration)
    {
        duration = default;
        if (string.IsNullOrEmpty(text)) return false;
        var match = Form().Match(text);
        if (!match.Success) return false;
        duration = new(text, new TimeSpan(Number(match, "h"), Number(match, "m"), Number(match, "s")));
        return true;
    }

    /// <summary>Equal lengths of time are equal, however they are written.</summary>
    public bool Equals(KubernetesDuration other) => Value == other.Value;

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();

    /// <summary>The form in which it was written.</summary>
    public override string ToString() => _text ?? "0s";

    private static int Number(Match match, string group) =>
        match.Groups[group].Success ? int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex("\\A(?:(?<h>[0-9]{1,6})h)?(?:(?<m>[0-9]{1,7})m)?(?:(?<s>[0-9]{1,7})s)?\\z")]
    private static partial Regex Form();
}
