using System.Text.Json;
using System.Text.Json.Serialization;

namespace MailOperator.Kubernetes.Models;

/// <summary>
/// Reads JSON that is kept as it is, but no deeper than anything has a use for: it is compared and copied by recursion, and what is thousands
/// deep would end the process.
/// </summary>
internal sealed class ShallowElementConverter : JsonConverter<JsonElement>
{
    private const int Deepest = 64;

    /// <inheritdoc/>
    public override JsonElement Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var ahead = reader;
        var start = ahead.CurrentDepth;
        while (ahead.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray || ahead.CurrentDepth > start)
        {
            if (ahead.CurrentDepth - start >= Deepest)
                throw new JsonException($"it is nested more than {Deepest} deep.");
            if (!ahead.Read())
                break;
            if (ahead.CurrentDepth == start && ahead.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
                break;
        }

        return JsonElement.ParseValue(ref reader);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, JsonElement value, JsonSerializerOptions options) => value.WriteTo(writer);
}
