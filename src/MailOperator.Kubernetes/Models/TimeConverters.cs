using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MailOperator.Kubernetes.Models;

/// <summary>
/// <c>meta/v1 Time</c>: RFC 3339 in UTC with whole seconds. The API server drops fractions, so writing them would make
/// every comparison with what it holds fail.
/// </summary>
public sealed class TimeConverter : JsonConverter<DateTimeOffset>
{
    // Go has a year 0, which .NET has not: it counts as the first moment that there is.
    internal static DateTimeOffset Read(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && !reader.TryGetDateTimeOffset(out _) && IsYearZero(reader.GetString()!)
            ? DateTimeOffset.MinValue
            : reader.GetDateTimeOffset();

    private static bool IsYearZero(string text) => text.StartsWith("0000-", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
}

/// <summary><c>meta/v1 MicroTime</c>: RFC 3339 in UTC with exactly six digits of a second, which the API server insists on.</summary>
public sealed class MicroTimeConverter : JsonConverter<DateTimeOffset>
{
    /// <inheritdoc/>
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TimeConverter.Read(ref reader);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
}
