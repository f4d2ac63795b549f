using MailOperator.Api.Schema;

namespace MailOperator.Api.Status;

/// <summary>What is, as the operator last saw it.</summary>
public sealed record MailServerTlsStatus
{
    /// <summary>The generation of the resource that this status is about.</summary>
    public long? ObservedGeneration { get; init; }

    /// <summary>The hash of the configuration and certificates that pods are brought to.</summary>
    [Length(0, 128)]
    public string? ConfigHash { get; init; }

    /// <summary>The certificates.</summary>
    [Items(0, 512)]
    public IReadOnlyList<CertificateStatus> Certificates { get; init; } = [];

    /// <summary>When the first of the certificates ends.</summary>
    public DateTimeOffset? CertificateExpiry { get; init; }

    /// <summary>
    /// Where clients reach the server: the addresses of its load balancer, or the one in the cluster; none while the load balancer has none.
    /// </summary>
    [Items(0, 16)]
    public IReadOnlyList<AddressStatus> Addresses { get; init; } = [];

    /// <summary>The listeners.</summary>
    [Items(0, 16)]
    [ListMap("name")]
    public IReadOnlyList<ListenerStatus> Listeners { get; init; } = [];

    /// <summary>Ports and verified pods in one line, such as 25/465/587 (2/2).</summary>
    [Length(0, 128)]
    public string? ListenerSummary { get; init; }

    /// <summary>The last trial of a candidate.</summary>
    public GateStatus? Gate { get; init; }

    /// <summary>
    /// The last trial of renewed certificates with the configuration that the pods have, while that of the resource is refused; absent
    /// while there is nothing to try.
    /// </summary>
    public GateStatus? RenewalGate { get; init; }

    /// <summary>How far the pods are.</summary>
    public RolloutStatus? Rollout { get; init; }

    /// <summary>Pods that exist, for the scale subresource.</summary>
    public int? Replicas { get; init; }

    /// <summary>The label selector of the pods as text, for the scale subresource.</summary>
    [Length(0, 1024)]
    public string? Selector { get; init; }

    /// <summary>What works and should not stay so.</summary>
    [Items(0, 64)]
    public IReadOnlyList<StatusWarning> Warnings { get; init; } = [];

    /// <summary>Aspects of the state: CertificatesValid, ConfigurationValid, RolledOut, Verified, Ready, Reconciling, Stalled; Paused
    /// while the resource is let alone.</summary>
    [Items(0, 32)]
    [ListMap("type")]
    public IReadOnlyList<Condition> Conditions { get; init; } = [];
}
