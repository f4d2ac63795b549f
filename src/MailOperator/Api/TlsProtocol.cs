using System.Text.Json.Serialization;

namespace MailOperator.Api;

/// <summary>A version of TLS, by the name that Postfix and OpenSSL give it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TlsProtocol>))]
public enum TlsProtocol
{
    /// <summary>TLS 1.0, forbidden by RFC 8996.</summary>
    [JsonStringEnumMemberName("TLSv1")]
    Tls10,

    /// <summary>TLS 1.1, forbidden by RFC 8996.</summary>
    [JsonStringEnumMemberName("TLSv1.1")]
    Tls11,

    /// <summary>TLS 1.2 (RFC 5246).</summary>
    [JsonStringEnumMemberName("TLSv1.2")]
    Tls12,

    /// <summary>TLS 1.3 (RFC 8446).</summary>
    [JsonStringEnumMemberName("TLSv1.3")]
    Tls13,
}
