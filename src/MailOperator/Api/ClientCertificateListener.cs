using System.Text.Json.Serialization;

namespace MailOperator.Api;

/// <summary>A listener on which clients are asked for a certificate.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ClientCertificateListener>))]
public enum ClientCertificateListener
{
    /// <summary>Mail from other servers.</summary>
    Mx,

    /// <summary>Mail from users, with STARTTLS.</summary>
    Submission,

    /// <summary>Mail from users, with implicit TLS.</summary>
    Submissions,
}
