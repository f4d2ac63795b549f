using System.Text.Json.Serialization;

namespace MailOperator.Api;

/// <summary>Whether clients are asked for a certificate.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ClientCertificateMode>))]
public enum ClientCertificateMode
{
    /// <summary>No.</summary>
    None,

    /// <summary>Asked, and served without one too (smtpd_tls_ask_ccert).</summary>
    Request,

    /// <summary>Not served without a certificate of the authority: the answer is 421 (smtpd_tls_req_ccert).</summary>
    Require,
}
