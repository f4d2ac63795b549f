using MailOperator.Api.Status;
using MailOperator.Gate;
using MailOperator.Kubernetes.Models;
using MailOperator.Observe;

namespace MailOperator.Plan;

/// <summary>A candidate, and whether it may be rolled out.</summary>
/// <param name="Candidate">What would be served.</param>
/// <param name="Gate">Its trial; null when it is not needed, since the pods were told to run it already.</param>
public sealed record Trial(Candidate Candidate, GateDecision? Gate)
{
    /// <summary>Whether it may be rolled out.</summary>
    public bool Passed => Gate is null or { Passed: true };

    /// <summary>Whether it has been tried and found unfit.</summary>
    public bool Failed => Gate?.Status.Verdict == GateVerdict.Failed;

    /// <summary>What has to be there for it: what it is made of, and the Job while there is to be one.</summary>
    public IReadOnlyList<IKubernetesObject> Objects => Gate switch
    {
        { RunJob: true } => [Candidate.ConfigMap, Candidate.Material, Candidate.Gate],
        { Passed: false } => [],
        _ => [Candidate.ConfigMap, Candidate.Material],
    };

    /// <summary>Decides about a candidate.</summary>
    /// <param name="observed">What is.</param>
    /// <param name="candidate">The candidate.</param>
    /// <param name="remembered">The trial that the status remembers.</param>
    /// <param name="settings">What holds for every resource.</param>
    public static Trial Of(Observation observed, Candidate candidate, GateStatus? remembered, PlanSettings settings)
    {
        if (candidate.Revision == observed.Serving?.Revision)
            return new(candidate, null);
        var job = GateJob.Find(candidate.Gate, observed.Owned);
        return new(candidate, GateDecision.Decide(
            GateJob.Hash(candidate.Gate), remembered, job, GateJob.PodOf(job, observed.Pods), observed.Now, settings.GateRetry));
    }
}
