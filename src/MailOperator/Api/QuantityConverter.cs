using System.Text.Json;
using System.Text.Json.Serialization;

namespace MailOperator.Api;

/// <summary>Takes a quantity as text or, as YAML gives <c>cpu: 1</c>, as a number; writes text.</summary>
public sealed class QuantityConverter : JsonConverter<Quantity>
{
    /// <inheritdoc/>
    public override Quantity Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => new Quantity(reader.GetString()!),
        JsonTokenType.Number => new Quantity(JsonElement.ParseValue(ref reader).GetRawText()),
        _ => throw new JsonException("A quantity is text or a number, such as 1Gi, 250m or 2."),
    };

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Quantity value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Text);
}
