using System.Text.Json.Serialization;

namespace MailOperator.Api;

/// <summary>The kind of a private key.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<KeyAlgorithm>))]
public enum KeyAlgorithm
{
    /// <summary>Elliptic curve; P-256 unless a size says otherwise.</summary>
    [JsonStringEnumMemberName("ECDSA")]
    Ecdsa,

    /// <summary>RSA; 2048 bits unless a size says otherwise.</summary>
    [JsonStringEnumMemberName("RSA")]
    Rsa,

    /// <summary>Edwards curve. Many mail servers cannot verify it: use it only beside another.</summary>
    Ed25519,
}
