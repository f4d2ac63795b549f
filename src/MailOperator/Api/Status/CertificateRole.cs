using System.Text.Json.Serialization;

namespace MailOperator.Api.Status;

/// <summary>What a certificate is for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CertificateRole>))]
public enum CertificateRole
{
    /// <summary>Served to clients that name no host, or one that has no certificate of its own.</summary>
    Default,

    /// <summary>Served to clients that name one of its hosts.</summary>
    Sni,
}
