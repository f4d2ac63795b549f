using MailOperator.Kubernetes.Models;
using MailOperator.Probe;

namespace MailOperator.Plan;

/// <summary>What should be: the outcome of planning, to be carried out by <c>Apply</c>.</summary>
public sealed record Intent
{
    /// <summary>Certificates to make.</summary>
    public IReadOnlyList<SelfSignedIssuance> Issue { get; init; } = [];

    /// <summary>Objects that should be there just so, in the order of their creation.</summary>
    public IReadOnlyList<IKubernetesObject> Apply { get; init; } = [];

    /// <summary>Objects that should go; a Job after the status has been written, which remembers what it told.</summary>
    public IReadOnlyList<IKubernetesObject> Delete { get; init; } = [];

    /// <summary>Listeners to shake hands with, now and from time to time.</summary>
    public IReadOnlyList<ProbeRequest> Probe { get; init; } = [];

    /// <summary>What was found on the way, for the status to tell; null to leave the status as it is.</summary>
    public Situation? Situation { get; init; }

    /// <summary>Whether planning was given up because it took too much computing; it is tried again, later each time.</summary>
    public bool IsTooExpensive { get; init; }

    /// <summary>When to look again though nothing has changed; null for never.</summary>
    public TimeSpan? LookAgain { get; init; }
}
