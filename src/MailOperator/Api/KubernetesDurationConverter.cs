using System.Text.Json;
using System.Text.Json.Serialization;

namespace MailOperator.Api;

/// <summary>Writes durations as text; a text of another form is a <see cref="JsonException"/>.</summary>
public sealed class KubernetesDurationConverter : JsonConverter<KubernetesDuration>
{
    /// <inheritdoc/>
    public override KubernetesDuration Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && KubernetesDuration.TryParse(reader.GetString(), out var duration)
            ? duration
            : throw new JsonException("A duration is written as hours, minutes and seconds, such as 336h or 1h30m.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, KubernetesDuration value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
