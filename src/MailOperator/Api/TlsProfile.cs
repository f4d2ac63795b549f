using System.Text.Json.Serialization;

namespace MailOperator.Api;

/// <summary>A set of protocol versions and ciphers.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TlsProfile>))]
public enum TlsProfile
{
    /// <summary>TLS 1.2 and later with forward secrecy and AEAD ciphers; on 25 any cipher of grade medium.</summary>
    Intermediate,

    /// <summary>TLS 1.3 only. Not with the mx listener: senders without TLS 1.3 would fall back to plaintext.</summary>
    Modern,

    /// <summary>Intermediate, with its cipher list on 25 too (guidelines of the Dutch NCSC).</summary>
    NcscNl,

    /// <summary>TLS 1.0 and later, for clients that cannot be replaced. Always a warning.</summary>
    Legacy,

    /// <summary>What spec.tls.custom says.</summary>
    Custom,
}
