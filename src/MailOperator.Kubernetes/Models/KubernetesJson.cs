using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace MailOperator.Kubernetes.Models;

/// <summary>
/// How objects become JSON and back: camelCase; what is null is left out, what is 0, false or empty is written; unknown
/// fields (such as <c>managedFields</c>) are ignored; bytes are base64; times are RFC 3339 in UTC.
/// </summary>
public static class KubernetesJson
{
    /// <summary>
    /// How deep an object may be: as deep as the API server itself takes one (Go's <c>encoding/json</c>), and what stands around it in a list.
    /// What is not modelled is passed over at any depth.
    /// </summary>
    internal const int MaxDepth = 10_000 + 16;

    /// <summary>The rules above, read-only.</summary>
    public static JsonSerializerOptions Options { get; } = Build();

    /// <summary>The same for what comes from elsewhere: null where the model has no place for it is an error.</summary>
    internal static JsonSerializerOptions Reading { get; } = Build(strict: true);

    /// <summary>An object as JSON text on one line.</summary>
    public static string Serialize<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>An object as UTF-8 JSON.</summary>
    public static byte[] SerializeToUtf8Bytes<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Options);

    /// <summary>An object as a JSON tree.</summary>
    public static JsonNode ToNode<T>(T value)
        where T : notnull => JsonSerializer.SerializeToNode(value, Options)!;

    /// <summary>Reads an object from JSON text.</summary>
    /// <exception cref="JsonException">The text is no JSON, or a field has the wrong type; the message names its path.</exception>
    public static T Deserialize<T>(string json) =>
        JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException("expected an object, found null");

    /// <summary>Reads an object from UTF-8 JSON.</summary>
    /// <exception cref="JsonException">As for text.</exception>
    public static T Deserialize<T>(ReadOnlySpan<byte> utf8Json) =>
        JsonSerializer.Deserialize<T>(utf8Json, Options) ?? throw new JsonException("expected an object, found null");

    /// <summary>Reads an object from a JSON tree.</summary>
    /// <exception cref="JsonException">As for text.</exception>
    public static T Deserialize<T>(JsonNode node) =>
        node.Deserialize<T>(Options) ?? throw new JsonException("expected an object, found null");

    /// <summary>
    /// Whether a live object already holds everything that is planned, so that a server-side apply of the plan would
    /// change nothing. Fields that others added to maps and keyed lists do not matter; numbers and quantities are compared
    /// by value (<c>1Gi</c> is <c>1024Mi</c>). It cannot see a field that an earlier plan set and this one leaves out:
    /// who drops fields compares a hash of the plan as well.
    /// </summary>
    public static bool Holds(JsonNode planned, JsonNode? live) => JsonSubset.Holds(planned, live);

    private static JsonSerializerOptions Build(bool strict = false)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.General)
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            // Nothing here is embedded into HTML; "&" and "+" stay readable in ConfigMaps.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            MaxDepth = MaxDepth,
            RespectNullableAnnotations = strict,
        };
        options.Converters.Add(new TimeConverter());
        options.Converters.Add(new ShallowElementConverter());
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
