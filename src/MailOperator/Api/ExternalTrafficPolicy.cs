using System.Text.Json.Serialization;

namespace MailOperator.Api;

/// <summary>Where outside traffic is sent.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ExternalTrafficPolicy>))]
public enum ExternalTrafficPolicy
{
    /// <summary>To pods of the node that received it: the client address is kept, which relay rules and logs need.</summary>
    Local,

    /// <summary>To any pod: the client address is lost behind that of a node.</summary>
    Cluster,
}
