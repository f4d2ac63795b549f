using MailOperator.Kubernetes.Models;
using MailOperator.Naming;
using MailOperator.Plan;

namespace MailOperator.Status;

/// <summary>What a reconcile decided and why, for a bug report: names, hashes, reasons, and never the content of an object.</summary>
public static class ReconcileTrace
{
    /// <summary>
    /// One line. The hash behind an object is that of its annotation <c>mailoperator.io/applied</c>: where the live one differs, it is
    /// written.
    /// </summary>
    public static string Of(Intent intent, Report report) => string.Join("; ", Parts(intent, report).Where(part => part.Length > 0));

    private static IEnumerable<string> Parts(Intent intent, Report report)
    {
        yield return Candidate(intent.Situation);
        yield return intent.Situation?.Workload is { } workload
            ? $"roll {workload.Revision} down to pod {workload.Roll.Partition}: {workload.Roll.Reason}, {workload.Roll.Message}"
            : "";
        yield return List("issue", intent.Issue.Select(issuance => issuance.Secret.Metadata.Name!));
        yield return List(
            "apply", intent.Apply.Select(planned => $"{Name(planned)}#{ContentHash.Of(KubernetesJson.ToNode(planned).ToJsonString())}"));
        yield return List("delete", intent.Delete.Select(Name));
        yield return List("probe", intent.Probe.Select(request => $"{request.PodName}:{request.Port}"));
        yield return List(
            "conditions",
            report.Status?.Conditions.Select(condition => $"{condition.Type}={condition.Status} {condition.Reason}") ?? []);
        yield return intent.LookAgain is { } time ? $"look again in {time}" : "look again on a change";
    }

    private static string Candidate(Situation? situation) => situation switch
    {
        null => "left alone",
        { Candidate: null } => List(
            "no candidate",
            situation.Violations.Select(violation => violation.ToString())
                .Concat(situation.Problems.Select(problem => problem.ToString()))),
        { Candidate: { } candidate, Gate: var gate } =>
            ($"candidate {candidate.Revision} of {candidate.ConfigMap.Metadata.Name} and {candidate.Material.Metadata.Name}, "
                + $"gate {gate?.Status.Verdict.ToString() ?? "not needed"} {gate?.Status.Message}").TrimEnd(),
    };

    private static string List(string what, IEnumerable<string> items) =>
        items.ToArray() is { Length: > 0 } some ? $"{what} {string.Join(", ", some)}" : "";

    private static string Name(IKubernetesObject item) => $"{item.Kind}/{item.Metadata.Name}";
}
