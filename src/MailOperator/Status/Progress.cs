using MailOperator.Api.Status;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Status;

/// <summary>How far things are, in a status that says the same about whether they are well.</summary>
public static class Progress
{
    private static readonly string[] Aspects =
        [ConditionTypes.RolledOut, ConditionTypes.Verified, ConditionTypes.Ready, ConditionTypes.Reconciling];

    /// <summary>
    /// Whether two statuses differ in nothing else: in counts of pods, in what listeners served, in why a roll or a proof that is open
    /// still is. What is wrong with the resource or its certificates, a verdict, and whether a condition holds are more than progress.
    /// </summary>
    public static bool IsAll(MailServerTlsStatus? before, MailServerTlsStatus now) =>
        before is not null && KubernetesJson.Serialize(Without(before)) == KubernetesJson.Serialize(Without(now));

    private static MailServerTlsStatus Without(MailServerTlsStatus status) => status with
    {
        Listeners =
        [
            .. status.Listeners.Select(listener =>
                new ListenerStatus { Name = listener.Name, Port = listener.Port, Pods = listener.Pods }),
        ],
        ListenerSummary = null,
        Gate = status.Gate is { Verdict: GateVerdict.Running } running ? running with { Message = null } : status.Gate,
        RenewalGate = status.RenewalGate is { Verdict: GateVerdict.Running } renewing ? renewing with { Message = null } : status.RenewalGate,
        Rollout = null,
        Replicas = null,
        Conditions =
        [
            .. status.Conditions.Select(condition =>
                Aspects.Contains(condition.Type) ? condition with { Reason = "", Message = "" } : condition),
        ],
    };
}
