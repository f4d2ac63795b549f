using System.Text.Json.Serialization;

namespace MailOperator.Api;

/// <summary>Which configuration file of OpenSSL counts.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OpenSslConfiguration>))]
public enum OpenSslConfiguration
{
    /// <summary>None: TLS is what this resource says, whatever the image's distribution prefers (tls_config_file = none).</summary>
    None,

    /// <summary>The openssl.cnf of the image, whose engines, providers and limits then hold (tls_config_file = default).</summary>
    System,
}
