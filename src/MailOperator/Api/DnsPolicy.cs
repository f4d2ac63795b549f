using System.Text.Json.Serialization;

namespace MailOperator.Api;

/// <summary>Whom the pods ask for names (Kubernetes API, core/v1 PodSpec).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DnsPolicy>))]
public enum DnsPolicy
{
    /// <summary>The cluster's DNS; what dnsConfig names comes after it.</summary>
    ClusterFirst,

    /// <summary>The resolver of the node.</summary>
    Default,

    /// <summary>Only what dnsConfig names. Services of the cluster are found when that resolver knows them.</summary>
    None,
}
