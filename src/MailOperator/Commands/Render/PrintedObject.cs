using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MailOperator.Kubernetes.Models;
using MailOperator.Server;

namespace MailOperator.Commands.Render;

/// <summary>An object in the form in which it may be printed.</summary>
internal static class PrintedObject
{
    /// <summary>
    /// The object without what is secret, and without an owner that has no uid yet, which an API server would refuse. What a Secret
    /// holds is replaced by its SHA-256, so that a change shows and nothing else does; of a password not even that, which could be guessed.
    /// </summary>
    public static JsonObject Of(IKubernetesObject value)
    {
        var json = JsonSerializer.SerializeToNode(value, value.GetType(), KubernetesJson.Options)!.AsObject();
        var metadata = json["metadata"]!.AsObject();
        if (metadata["ownerReferences"] is JsonArray owners && owners.Any(owner => owner?["uid"]?.GetValue<string>() is null or ""))
            metadata.Remove("ownerReferences");
        return value is V1Secret secret ? WithoutSecrets(json, secret) : json;
    }

    private static JsonObject WithoutSecrets(JsonObject json, V1Secret secret) => new(json.Select(field => field.Key == "data"
        ? KeyValuePair.Create("stringData", (JsonNode?)new JsonObject((secret.Data ?? new Dictionary<string, byte[]>())
            .OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)JsonValue.Create(Shown(entry.Key, entry.Value))))))
        : KeyValuePair.Create(field.Key, field.Value?.DeepClone())));

    private static string Shown(string name, byte[] content) => PlaceholderCertificates.Is(content)
        ? Encoding.UTF8.GetString(content)
        : name is OutboundModel.CredentialsFile or "password" ? "<hidden>"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"<hidden: {content.Length} bytes, sha256 {Convert.ToHexStringLower(SHA256.HashData(content))}>");
}
