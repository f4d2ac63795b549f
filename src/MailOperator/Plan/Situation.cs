using MailOperator.Admission;
using MailOperator.Gate;
using MailOperator.Observe;

namespace MailOperator.Plan;

/// <summary>What planning found, for the status to tell.</summary>
public sealed record Situation
{
    /// <summary>What is.</summary>
    public required Observation Observed { get; init; }

    /// <summary>What the rules of admission say.</summary>
    public required IReadOnlyList<Violation> Violations { get; init; }

    /// <summary>What stands in the way besides certificates, such as a missing Secret of users.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];

    /// <summary>What works and should not stay so, besides what certificates, sending and the workload tell of themselves.</summary>
    public IReadOnlyList<Problem> Warnings { get; init; } = [];

    /// <summary>Why some of what was planned could not be written; what does not need it has been.</summary>
    public IReadOnlyList<Problem> Refusals { get; init; } = [];

    /// <summary>The certificates; null when the resource is not valid enough to look at them.</summary>
    public CertificatePlan? Certificates { get; init; }

    /// <summary>What sending mail on refers to.</summary>
    public OutboundPlan Outbound { get; init; } = new();

    /// <summary>What the pods should come to run; null while there is none to be had.</summary>
    public Candidate? Candidate { get; init; }

    /// <summary>The trial of the candidate; null when it is not needed.</summary>
    public GateDecision? Gate { get; init; }

    /// <summary>
    /// What serves, with renewed certificates, where the resource itself is refused; null where nothing is to be renewed.
    /// </summary>
    public Trial? Renewal { get; init; }

    /// <summary>The workload that is planned now; null before the first candidate has passed.</summary>
    public WorkloadPlan? Workload { get; init; }

    /// <summary>Whether what is planned for the pods is the candidate.</summary>
    public bool RollsCandidate => Candidate is not null && Workload?.Revision == Candidate.Revision;
}
