using System.Text.Json;
using System.Text.Json.Serialization;

namespace MailOperator.Api;

/// <summary>Takes a quantity as text or, as YAML gives <c>cpu: 1</c>, as a number; writes text.</summary>
public sealed class ResourceQuantityConverter : JsonConverter<ResourceQuantity>
{
    /// <inheritdoc/>
    public override ResourceQuantity Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.String => new ResourceQuantity(reader.GetString()!),
            JsonTokenType.Number => new ResourceQuantity(JsonElement.ParseValue(ref reader).GetRawText()),
            _ => throw new JsonException("A quantity is text or a number, such as 1Gi, 250m or 2."),
        };

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ResourceQuantity value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Text);
}
