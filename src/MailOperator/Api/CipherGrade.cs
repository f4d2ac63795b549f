using System.Text.Json.Serialization;

namespace MailOperator.Api;

/// <summary>
/// How strong a cipher of TLS 1.2 must be (smtpd_tls_ciphers, postconf(5)). Grade null, which encrypts nothing, is not offered.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<CipherGrade>))]
public enum CipherGrade
{
    /// <summary>128 bits or more: OpenSSL's HIGH (tls_high_cipherlist).</summary>
    High,

    /// <summary>OpenSSL's MEDIUM or better (tls_medium_cipherlist); the same as High where OpenSSL has no such cipher left.</summary>
    Medium,
}
