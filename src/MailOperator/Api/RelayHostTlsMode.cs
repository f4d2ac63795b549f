using System.Text.Json.Serialization;

namespace MailOperator.Api;

/// <summary>How TLS begins towards a relay host.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RelayHostTlsMode>))]
public enum RelayHostTlsMode
{
    /// <summary>STARTTLS where it is offered, as securityLevel says. Not with a password.</summary>
    Opportunistic,

    /// <summary>STARTTLS, and no mail without; usual on 587 and 25.</summary>
    Required,

    /// <summary>TLS from the first byte (smtp_tls_wrappermode, RFC 8314 section 3.3); usual on 465.</summary>
    Implicit,
}
