using MailOperator.Api.Schema;

namespace MailOperator.Api;

/// <summary>The Service in front of the pods.</summary>
[ValidationRule("LoadBalancerFields",
    "self.type == 'LoadBalancer' || (!has(self.loadBalancerClass) "
    + "&& (!has(self.loadBalancerSourceRanges) || self.loadBalancerSourceRanges.size() == 0))",
    Message = "loadBalancerClass and loadBalancerSourceRanges are for type LoadBalancer: set that type or remove them")]
public sealed record ServiceSpec
{
    /// <summary>How the Service is published.</summary>
    public ServiceType Type { get; init; } = ServiceType.LoadBalancer;

    /// <summary>Which load balancer implementation serves it; only with type LoadBalancer.</summary>
    [Length(1, 253)]
    [Pattern(FieldPatterns.QualifiedName)]
    public string? LoadBalancerClass { get; init; }

    /// <summary>Where outside traffic is sent; of no effect with type ClusterIP.</summary>
    public ExternalTrafficPolicy ExternalTrafficPolicy { get; init; } = ExternalTrafficPolicy.Local;

    /// <summary>Annotations of the Service, as platforms and external-dns read them.</summary>
    [Items(0, 64)]
    [Length(0, 4096)]
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    /// <summary>Ranges that the load balancer admits; only with type LoadBalancer.</summary>
    [Items(0, 64)]
    [Length(1, 49)]
    [Pattern(FieldPatterns.Cidr)]
    [ListSet]
    public IReadOnlyList<string> LoadBalancerSourceRanges { get; init; } = [];
}
