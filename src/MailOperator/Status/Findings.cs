using MailOperator.Admission;
using MailOperator.Api.Status;
using MailOperator.Naming;
using MailOperator.Plan;
using MailOperator.Roll;

namespace MailOperator.Status;

/// <summary>One pure function for each condition.</summary>
public static class Findings
{
    /// <summary>Reason of Verified: no handshake has ended yet that there has to be.</summary>
    public const string NotProbed = nameof(NotProbed);

    /// <summary>Reason of RolledOut: no pods are wanted.</summary>
    public const string ScaledToZero = nameof(ScaledToZero);

    private const int MessageLength = 4000;

    /// <summary>What is told of a resource that is let alone. All else stays told of the generation before.</summary>
    public static Finding Paused { get; } = new(
        ConditionTypes.Paused,
        ConditionStatus.True,
        ConditionTypes.Paused,
        $"The annotation {Names.PausedAnnotation} is set: nothing is changed until it is gone, and the other conditions say what was so before.");

    /// <summary>Every condition of a situation, Ready and what follows from it last.</summary>
    public static IReadOnlyList<Finding> Of(Situation situation)
    {
        var configuration = Configuration(situation);
        Finding[] aspects = [Certificates(situation), configuration, RolledOut(situation), Verified(situation)];
        var open = aspects.FirstOrDefault(aspect => aspect.NeedsSomebody)
            // What keeps everything from being written comes before what would have been written.
            ?? (situation.Refusals.Count == 0 ? null : configuration)
            ?? aspects.FirstOrDefault(aspect => aspect.Status != ConditionStatus.True);
        var ready = open is null
            ? new Finding(
                ConditionTypes.Ready,
                ConditionStatus.True,
                "Serving",
                StatusText.Sentences(
                    "Every listener of every pod serves what this resource says.",
                    Addresses.IsPending(situation.Observed) ? "The load balancer of the Service has no address yet." : ""))
            : new Finding(ConditionTypes.Ready, ConditionStatus.False, open.Reason, open.Message);
        // Of these two never both: who reads them waits because of the one, and gives up because of the other (kstatus).
        var moving = open is null or { NeedsSomebody: true } or { Reason: ScaledToZero } ? null : open;
        return
        [
            .. aspects,
            ready,
            moving is not null
                ? new(ConditionTypes.Reconciling, ConditionStatus.True, moving.Reason, moving.Message)
                : open is not { NeedsSomebody: true }
                    ? new(ConditionTypes.Reconciling, ConditionStatus.False, "Settled", "There is nothing to do.")
                    : new(ConditionTypes.Reconciling, ConditionStatus.False, ConditionTypes.Stalled, "Somebody has to act first."),
            open is { NeedsSomebody: true }
                ? new(ConditionTypes.Stalled, ConditionStatus.True, open.Reason, open.Message)
                : new(
                    ConditionTypes.Stalled,
                    ConditionStatus.False,
                    "NotStalled",
                    moving is null ? "Nobody needs to act." : "It goes on when what Reconciling tells of is there."),
        ];
    }

    private static Finding Certificates(Situation situation)
    {
        if (situation.Certificates is not { } certificates)
            return new(ConditionTypes.CertificatesValid, ConditionStatus.Unknown, "NotInspected", NotObserved(situation)
                ? "Certificates could not be looked at." : "Certificates are looked at when the resource is valid.");
        if (certificates.Problems.Count == 0)
            return new(ConditionTypes.CertificatesValid, ConditionStatus.True, "Valid", "Key, chain, names and dates are in order.");
        var first = certificates.Problems.FirstOrDefault(problem => !problem.Waiting) ?? certificates.Problems[0];
        var sentences = StatusText.Sentences([.. certificates.Problems.Select(problem => problem.ToString()), Meanwhile(situation)]);
        return new(
            ConditionTypes.CertificatesValid,
            ConditionStatus.False,
            first.Reason,
            StatusText.Shorten(sentences, MessageLength),
            !first.Waiting);
    }

    private static Finding Configuration(Situation situation)
    {
        var errors = situation.Violations.Where(violation => violation.Severity == Severity.Error).ToArray();
        if (errors.Length > 0)
        {
            var message = StatusText.Sentences([.. errors.Select(error => error.ToString()), Meanwhile(situation)]);
            return No(errors[0].Reason, message, needsSomebody: true);
        }

        Problem[] problems = [.. situation.Refusals, .. situation.Problems];
        if (problems.Length > 0)
        {
            var problem = problems.FirstOrDefault(each => !each.Waiting) ?? problems[0];
            var message = StatusText.Sentences([.. problems.Select(each => each.ToString()), Meanwhile(situation)]);
            var told = No(problem.Reason, message, !problem.Waiting);
            // That the API server fails says nothing of the resource.
            return problem.Reason == Problem.ApiError ? told with { Status = ConditionStatus.Unknown } : told;
        }

        if (situation.Gate?.Status is { Verdict: GateVerdict.Failed } gate)
        {
            var message = StatusText.Sentences(
                $"The candidate failed its trial and was not rolled out: {gate.Message}", Meanwhile(situation));
            return No("GateFailed", message, needsSomebody: true);
        }
        return new(ConditionTypes.ConfigurationValid, ConditionStatus.True, "Valid", "The resource can be served as it is written.");

        static Finding No(string reason, string message, bool needsSomebody) =>
            new(
                ConditionTypes.ConfigurationValid,
                ConditionStatus.False,
                reason,
                StatusText.Shorten(message, MessageLength),
                needsSomebody);
    }

    private static Finding RolledOut(Situation situation)
    {
        if (situation is { Workload: { Roll: var roll } workload, RollsCandidate: true })
        {
            if (situation.Observed.Resource.Spec.Workload.Replicas == 0)
            {
                return new(
                    ConditionTypes.RolledOut, ConditionStatus.False, ScaledToZero, "spec.workload.replicas is 0: there are no pods, and no mail is taken.");
            }

            return roll.Reason == RollReason.Complete
                ? new(ConditionTypes.RolledOut, ConditionStatus.True, nameof(RollReason.Complete), roll.Message)
                : new(
                    ConditionTypes.RolledOut,
                    ConditionStatus.False,
                    workload.Trouble?.Reason ?? roll.Reason.ToString(),
                    Told(workload),
                    roll.NeedsSomebody);
        }

        if (situation.Gate is { Status.Verdict: GateVerdict.Running } gate)
            return new(ConditionTypes.RolledOut, ConditionStatus.False, "GateRunning", gate.Status.Message ?? "", gate.NeedsSomebody);
        if (NotObserved(situation))
        {
            return new(
                ConditionTypes.RolledOut,
                ConditionStatus.Unknown,
                "NotObserved",
                "It could not be found out what the pods should run.");
        }
        return new(
            ConditionTypes.RolledOut,
            ConditionStatus.False,
            "Held",
            situation.Workload is not { } held ? "There is nothing fit to be rolled out yet."
            : held.Roll.Reason == RollReason.Complete ? "The pods stay at the last good revision."
            : StatusText.Sentences("The pods stay at the last good configuration.", Told(held)));
    }

    private static string Told(WorkloadPlan workload) => StatusText.Shorten(
        workload.Trouble is { } trouble ? StatusText.Sentences($"{workload.Roll.Message.TrimEnd('.')}: {trouble.Message}") : workload.Roll.Message, MessageLength);

    private static Finding Verified(Situation situation)
    {
        var pods = WorkloadPlan.Staying(situation.Observed).ToArray();
        var proofs = pods.Select(pod => WorkloadPlan.Proof(situation.Observed, pod)).ToArray();
        var problems = ProbeProblems(situation);
        if (proofs.Contains(PodProof.Refuted))
            return new(ConditionTypes.Verified, ConditionStatus.False, "NotServed", StatusText.Shorten(problems, MessageLength));
        if (proofs.Contains(PodProof.TurnedAway))
        {
            return new(
                ConditionTypes.Verified,
                ConditionStatus.False,
                nameof(PodProof.TurnedAway),
                StatusText.Shorten(
                    $"{problems} Look at the milters and policy services of the listener, and at how many clients it has; its log says more.",
                    MessageLength));
        }

        if (proofs.Contains(PodProof.Unreachable))
            return new(
                ConditionTypes.Verified,
                ConditionStatus.False,
                "Unreachable",
                StatusText.Shorten($"{problems} Let the operator's namespace reach the pods' listener ports.", MessageLength));
        var replicas = situation.Observed.Resource.Spec.Workload.Replicas;
        return pods.Length >= replicas && replicas > 0 && proofs.All(proof => proof == PodProof.Proven)
            ? new(
                ConditionTypes.Verified,
                ConditionStatus.True,
                "Served",
                "Handshakes with every listener of every pod saw the planned certificate.")
            : new(ConditionTypes.Verified, ConditionStatus.Unknown, NotProbed, replicas == 0 ? "There are no pods." : "Not every pod has been probed yet.");
    }

    private static string ProbeProblems(Situation situation)
    {
        var pods = WorkloadPlan.Staying(situation.Observed).Select(pod => pod.Metadata.Uid).ToHashSet();
        var problems = situation.Observed.Probes
            .Where(probe => pods.Contains(probe.Request.PodUid))
            .Select(probe => probe.Problem)
            .OfType<string>();
        return string.Join("; ", problems) + ".";
    }

    /// <summary>Planning has not come to the certificates, though nothing is wrong with the resource.</summary>
    private static bool NotObserved(Situation situation) =>
        situation.Certificates is null && situation.Violations.All(violation => violation.Severity != Severity.Error);

    /// <summary>What the pods serve while the resource is refused; nothing of one that serves nothing yet.</summary>
    private static string Meanwhile(Situation situation) => situation switch
    {
        { Observed.Workload: null } or { RollsCandidate: true } => "",
        { Renewal: { Failed: true, Gate: { } gate } } =>
            $"The pods keep what they have; with its configuration, renewed certificates failed their trial: {gate.Status.Message}",
        { Certificates.Problems.Count: 0 } => "The pods keep the last good configuration, and their certificates go on being renewed.",
        _ => "The pods keep serving the last good revision.",
    };
}
