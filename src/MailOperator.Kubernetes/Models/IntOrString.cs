using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MailOperator.Kubernetes.Models;

/// <summary>A number or a text, such as a port by number or name, or <c>1</c> or <c>50%</c> pods (<c>intstr.IntOrString</c>).</summary>
[JsonConverter(typeof(IntOrStringConverter))]
public readonly record struct IntOrString
{
    /// <summary>A number.</summary>
    public IntOrString(int number) => (Number, Text) = (number, null);

    /// <summary>A text.</summary>
    public IntOrString(string text) => (Number, Text) = (null, text);

    /// <summary>The number, when it is one.</summary>
    public int? Number { get; }

    /// <summary>The text, when it is one.</summary>
    public string? Text { get; }

    /// <summary>A number.</summary>
    public static implicit operator IntOrString(int number) => new(number);

    /// <summary>A text.</summary>
    public static implicit operator IntOrString(string text) => new(text);

    /// <summary>A number.</summary>
    public static IntOrString FromInt32(int number) => new(number);

    /// <summary>A text.</summary>
    public static IntOrString FromString(string text) => new(text);

    /// <summary>The number in digits, or the text.</summary>
    public override string ToString() => Text ?? (Number ?? 0).ToString(CultureInfo.InvariantCulture);
}

/// <summary>Reads and writes <see cref="IntOrString"/> as a JSON number or a JSON string.</summary>
public sealed class IntOrStringConverter : JsonConverter<IntOrString>
{
    /// <inheritdoc/>
    public override IntOrString Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.Number => new IntOrString(reader.GetInt32()),
            JsonTokenType.String => new IntOrString(reader.GetString()!),
            _ => throw new JsonException("expected a number or a string"),
        };

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, IntOrString value, JsonSerializerOptions options)
    {
        if (value.Text is { } text) writer.WriteStringValue(text);
        else writer.WriteNumberValue(value.Number ?? 0);
    }
}
