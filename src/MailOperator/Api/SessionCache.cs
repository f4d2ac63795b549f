using System.Text.Json.Serialization;

namespace MailOperator.Api;

/// <summary>Where the sessions of TLS 1.2 are kept that clients may resume.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SessionCache>))]
public enum SessionCache
{
    /// <summary>With the client alone, in encrypted tickets (RFC 5077, RFC 8446 section 4.6.1).</summary>
    Tickets,

    /// <summary>
    /// Also in a database of the pod, for clients without tickets (smtpd_tls_session_cache_database). It is gone with the pod.
    /// </summary>
    Database,
}
