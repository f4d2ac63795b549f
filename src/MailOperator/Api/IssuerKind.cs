using System.Text.Json.Serialization;

namespace MailOperator.Api;

/// <summary>The kinds of cert-manager issuers.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<IssuerKind>))]
public enum IssuerKind
{
    /// <summary>An issuer of the same namespace.</summary>
    Issuer,

    /// <summary>An issuer of the whole cluster.</summary>
    ClusterIssuer,
}
