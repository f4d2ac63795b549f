using MailOperator.Api.Schema;

namespace MailOperator.Api;

/// <summary>Compute resources of a container (Kubernetes API, core/v1 ResourceRequirements).</summary>
public sealed record ResourcesSpec
{
    /// <summary>The most that the container may use.</summary>
    [Items(0, 32)]
    public IReadOnlyDictionary<string, ResourceQuantity> Limits { get; init; } = new Dictionary<string, ResourceQuantity>();

    /// <summary>What the scheduler sets aside.</summary>
    [Items(0, 32)]
    public IReadOnlyDictionary<string, ResourceQuantity> Requests { get; init; } = new Dictionary<string, ResourceQuantity>();
}
