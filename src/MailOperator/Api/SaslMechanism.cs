using System.Text.Json.Serialization;

namespace MailOperator.Api;

/// <summary>A mechanism of SMTP AUTH. Both send the password, inside TLS.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SaslMechanism>))]
public enum SaslMechanism
{
    /// <summary>RFC 4616.</summary>
    [JsonStringEnumMemberName("PLAIN")]
    Plain,

    /// <summary>The older form that some clients still need.</summary>
    [JsonStringEnumMemberName("LOGIN")]
    Login,
}
