using MailOperator.Api;
using MailOperator.Api.Status;
using MailOperator.Kubernetes.Models;
using MailOperator.Naming;
using MailOperator.Observe;

namespace MailOperator.Plan;

/// <summary>Where clients reach the server, as its Service tells.</summary>
public static class Addresses
{
    /// <summary>A load balancer is made within minutes, where there is somebody who makes it.</summary>
    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(5);

    /// <summary>The addresses: those of the load balancer, and without one that in the cluster.</summary>
    public static IReadOnlyList<AddressStatus> Of(Observation observed) => Service(observed) is not { } service ? []
        : service.Spec?.Type == nameof(ServiceType.LoadBalancer) ? [.. (service.Status?.LoadBalancer?.Ingress ?? []).Select(Of).OfType<AddressStatus>()]
        : service.Spec?.ClusterIP is { Length: > 0 } address and not "None" ? [new() { Type = AddressType.IPAddress, Value = address }]
        : [];

    /// <summary>Whether a load balancer is asked for that has no address yet.</summary>
    public static bool IsPending(Observation observed) =>
        Service(observed)?.Spec?.Type == nameof(ServiceType.LoadBalancer) && Of(observed).Count == 0;

    /// <summary>When a pending load balancer is no longer usual; null where none is, or that time has passed.</summary>
    public static DateTimeOffset? Due(Observation observed) =>
        IsPending(observed) && Service(observed)!.Metadata.CreationTimestamp + Usual is { } due && observed.Now < due ? due : null;

    /// <summary>What to tell of a load balancer that does not come.</summary>
    public static IReadOnlyList<Problem> Warnings(Observation observed) => !IsPending(observed) || Due(observed) is not null ? [] :
    [
        new(
            "spec.service.type",
            "LoadBalancerPending",
            $"Nobody has given the load balancer of Service {Names.Server(observed.Resource)} an address. See kubectl describe service "
                + $"{Names.Server(observed.Resource)}; where the cluster has no load balancers, use NodePort or ClusterIP."),
    ];

    private static V1Service? Service(Observation observed) =>
        observed.Owned.OfType<V1Service>().FirstOrDefault(service => service.Metadata.Name == Names.Server(observed.Resource));

    private static AddressStatus? Of(V1LoadBalancerIngress ingress) => ingress switch
    {
        { Ip: { Length: > 0 } address } => new() { Type = AddressType.IPAddress, Value = address },
        { Hostname: { Length: > 0 } name } => new() { Type = AddressType.Hostname, Value = name },
        _ => null,
    };
}
