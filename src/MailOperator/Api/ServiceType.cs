using System.Text.Json.Serialization;

namespace MailOperator.Api;

/// <summary>How the Service is published.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ServiceType>))]
public enum ServiceType
{
    /// <summary>Inside the cluster only.</summary>
    ClusterIP,

    /// <summary>On a port of every node.</summary>
    NodePort,

    /// <summary>Through the load balancer of the platform.</summary>
    LoadBalancer,
}
