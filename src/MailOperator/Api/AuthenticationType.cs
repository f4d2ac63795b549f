using System.Text.Json.Serialization;

namespace MailOperator.Api;

/// <summary>Who checks the passwords of SMTP AUTH.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AuthenticationType>))]
public enum AuthenticationType
{
    /// <summary>Nobody: AUTH is not offered.</summary>
    None,

    /// <summary>Dovecot beside Postfix in each pod, reading the users of a Secret.</summary>
    Dovecot,
}
