using System.Text.Json.Serialization;

namespace MailOperator.Api;

/// <summary>Which clients may relay by their certificate.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ClientRelay>))]
public enum ClientRelay
{
    /// <summary>None.</summary>
    None,

    /// <summary>Those of allowedFingerprints (permit_tls_clientcerts).</summary>
    Listed,

    /// <summary>All that have a certificate of the authority (permit_tls_all_clientcerts).</summary>
    Trusted,
}
