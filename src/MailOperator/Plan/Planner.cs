using MailOperator.Admission;
using MailOperator.Api;
using MailOperator.Gate;
using MailOperator.Kubernetes.Models;
using MailOperator.Naming;
using MailOperator.Observe;
using MailOperator.Postfix.Certificates;

namespace MailOperator.Plan;

/// <summary>What should be, as a function of what is: the whole of the operator's will, without any I/O.</summary>
public static class Planner
{
    // Whoever took a name has to give it up, a quota may be raised: nothing tells the operator when.
    private static readonly TimeSpan RefusalRetry = TimeSpan.FromMinutes(1);
    // The watch tells at once of what goes, except of an object whose label somebody has taken away.
    private static readonly TimeSpan WaitingRetry = TimeSpan.FromSeconds(10);

    /// <summary>Plans for one resource at one moment.</summary>
    /// <param name="observed">What is.</param>
    /// <param name="settings">What holds for every resource.</param>
    /// <param name="isRefused">The API server has just refused something that the candidate of the resource needs.</param>
    public static Intent Plan(Observation observed, PlanSettings settings, bool isRefused = false)
    {
        if (IsPaused(observed.Resource))
            return new() { Situation = new() { Observed = observed, Violations = [] } };

        Violation[] violations = [.. Validation.Check(observed.Resource, settings.PostfixVersion), .. Permissions.Check(observed.Resource, settings)];
        if (violations.Any(violation => violation.Severity == Severity.Error))
            return Held(observed, violations, settings);

        // What is there and not known is neither as it should be nor absent.
        if (observed.Unreadable is [_, ..] unreadable)
        {
            Problem[] unknown = [.. unreadable.Select(each => Problem.Of(each.Kind, each.Object))];
            return new() { Probe = ProbePlan.Of(observed), Situation = new() { Observed = observed, Violations = violations, Problems = unknown } };
        }

        var budget = new WorkBudget(settings.Budget);
        var certificates = CertificatePlan.Of(observed, budget);
        var outbound = OutboundPlan.Of(observed, budget);
        if (budget.IsExceeded)
            return TooExpensive(observed, violations);
        Problem[] problems = [.. new[] { UsersPlan.Problem(observed) }.OfType<Problem>(), .. outbound.Problems];
        var trial = certificates.CanServe && problems.Length == 0
            ? Trial.Of(observed, Candidate.Of(observed.Resource, certificates, outbound, settings), observed.Resource.Status?.Gate, settings)
            : null;
        var isOut = trial is { Passed: true } && (trial.Gate is null || !isRefused);
        var renewal = isOut ? null : Renew(observed, certificates, trial, isRefused, settings);
        var template = isOut ? trial!.Candidate.Template : Template(observed, renewal);
        var workload = template is null ? null : WorkloadPlan.Of(observed, template);
        var objects = Objects(observed, settings, certificates, [.. isRefused && !isOut ? [] : trial?.Objects ?? [], .. renewal?.Objects ?? []], workload);
        return new()
        {
            Issue = certificates.Issue,
            Apply = objects,
            Delete = Unwanted(observed, objects, workload, certificates, settings),
            Probe = ProbePlan.Of(observed),
            LookAgain = Earliest(observed.Now, [.. certificates.Due, .. outbound.Due, .. Times(observed, trial, renewal, workload)]),
            Situation = new()
            {
                Observed = observed,
                Violations = violations,
                Problems = problems,
                Warnings = UsersPlan.Warnings(observed),
                Certificates = certificates,
                Outbound = outbound,
                Candidate = trial?.Candidate,
                Gate = trial?.Gate,
                Renewal = renewal,
                Workload = workload,
            },
        };
    }

    /// <summary>Whether a candidate waits for what could not be written, while another revision serves.</summary>
    /// <param name="intent">What was planned.</param>
    /// <param name="missing">What could not be written.</param>
    public static bool IsKeptOut(Intent intent, IReadOnlyList<IKubernetesObject> missing) =>
        intent.Situation is { Candidate: { } candidate, Gate: not null, Observed: var observed }
        && observed.Serving is not null
        && missing.Any(each => each is V1StatefulSet
            || new IKubernetesObject[] { candidate.ConfigMap, candidate.Material, candidate.Gate }
                .Any(needed => (needed.Kind, needed.Metadata.Name) == (each.Kind, each.Metadata.Name)));

    // What cannot be rendered is not planned for: what stands around the pods stays as it is. The certificates are another matter, unless it
    // is not known which those are.
    private static Intent Held(Observation observed, IReadOnlyList<Violation> violations, PlanSettings settings)
    {
        var situation = new Situation { Observed = observed, Violations = violations };
        if (observed.Unreadable.Count > 0
            || violations.Any(violation => violation.Severity == Severity.Error && IsAboutCertificates(violation.Field)))
            return new() { Probe = ProbePlan.Of(observed), Situation = situation };

        var budget = new WorkBudget(settings.Budget);
        var certificates = CertificatePlan.Of(observed, budget);
        if (budget.IsExceeded)
            return new() { IsTooExpensive = true, Probe = ProbePlan.Of(observed), Situation = situation };
        var renewal = Renew(observed, certificates, null, false, settings);
        var workload = Template(observed, renewal) is { } template ? WorkloadPlan.Of(observed, template) : null;
        IKubernetesObject[] objects =
            [.. certificates.Objects, .. renewal?.Objects ?? [], .. workload is null ? [] : new IKubernetesObject[] { workload.StatefulSet }];
        return new()
        {
            Issue = certificates.Issue,
            Apply = objects,
            Delete = [.. Unwanted(observed, objects, workload, certificates, settings).Where(unwanted => unwanted is V1Job || Pruning.IsRevision(observed, unwanted))],
            Probe = ProbePlan.Of(observed),
            LookAgain = Earliest(observed.Now, [.. certificates.Due, .. Times(observed, null, renewal, workload)]),
            Situation = situation with { Certificates = certificates, Renewal = renewal, Workload = workload },
        };
    }

    private static bool IsAboutCertificates(string field) =>
        field.StartsWith("metadata", StringComparison.Ordinal)
        || field.StartsWith("spec.hostname", StringComparison.Ordinal)
        || field.StartsWith("spec.certificates", StringComparison.Ordinal);

    // A candidate that is being tried for the first time brings the renewed certificates along.
    private static Trial? Renew(
        Observation observed, CertificatePlan certificates, Trial? first, bool isRefused, PlanSettings settings)
    {
        var remembered = observed.Resource.Status?.RenewalGate;
        if (Renewal.Of(observed, certificates) is not { } candidate)
            return null;
        var hash = GateJob.Hash(candidate.Gate);
        return first is not null && hash == GateJob.Hash(first.Candidate.Gate) ? null
            : first is null or { Failed: true } || isRefused || remembered?.Hash == hash
                ? Trial.Of(observed, candidate, remembered, settings)
                : null;
    }

    private static V1PodTemplateSpec? Template(Observation observed, Trial? renewal) =>
        renewal is { Passed: true } ? renewal.Candidate.Template : observed.Serving?.Template;

    private static IReadOnlyList<IKubernetesObject> Unwanted(
        Observation observed, IReadOnlyList<IKubernetesObject> objects, WorkloadPlan? workload, CertificatePlan certificates, PlanSettings settings) =>
        Pruning.Unwanted(observed, objects, workload, [.. certificates.Issue.Select(issue => issue.Secret.Metadata.Name!)], settings.History);

    private static IEnumerable<DateTimeOffset> Times(Observation observed, Trial? trial, Trial? renewal, WorkloadPlan? workload) =>
        new[]
        {
            trial?.Gate?.LookAgain, renewal?.Gate?.LookAgain, workload?.Roll.LookAgain, observed.LookForHindrances, Addresses.Due(observed),
        }.OfType<DateTimeOffset>();

    /// <summary>What is left to do where some of an intent could not be written: to say so, and to look again soon.</summary>
    public static Intent Refused(Intent intent, IReadOnlyList<Problem> refusals)
    {
        var retry = refusals.All(refusal => refusal.Waiting) ? WaitingRetry : RefusalRetry;
        return intent with
        {
            Issue = [],
            Apply = [],
            LookAgain = intent.LookAgain < retry ? intent.LookAgain : retry,
            Situation = intent.Situation! with { Refusals = refusals },
        };
    }

    /// <summary>What is left to do where what the resource refers to could not be read.</summary>
    /// <param name="seen">What the caches show.</param>
    public static Intent Unobserved(Observation seen) => new() { Probe = ProbePlan.Of(seen), Situation = new() { Observed = seen, Violations = [] } };

    /// <summary>
    /// What is left to do where planning, or what it led to, has failed by a fault of the operator: to say so. Nothing else is written.
    /// </summary>
    /// <param name="observed">What was planned from.</param>
    /// <param name="fault">The name of the fault; nothing of its message, which may quote anything.</param>
    public static Intent Failed(Observation observed, string fault) => new()
    {
        Situation = new()
        {
            Observed = observed,
            Violations = [],
            Problems =
            [
                new(
                    "spec",
                    "Failed",
                    $"The operator fails at this resource ({fault}), which is a fault of its own; it tries again. Its log has more. Undo what was changed last "
                        + "in the resource or in what it refers to, and report the fault."),
            ],
        },
    };

    // What was not looked at cannot be planned for, and what was is known the next time.
    private static Intent TooExpensive(Observation observed, IReadOnlyList<Violation> violations) => new()
    {
        IsTooExpensive = true,
        Probe = ProbePlan.Of(observed),
        Situation = new()
        {
            Observed = observed,
            Violations = violations,
            Problems =
            [
                new(
                    "spec",
                    "TooExpensive",
                    "Reading the certificates that this resource names takes more computing than one resource may ask for at once. It goes on "
                        + "later, and until then what serves stays as it is. If this lasts, name fewer certificates, or ones with smaller keys."),
            ],
        },
    };

    /// <summary>Whether the resource is to be let alone.</summary>
    public static bool IsPaused(MailServerTls resource) => resource.Metadata.Annotations?.GetValueOrDefault(Names.PausedAnnotation) == "true";

    internal static IReadOnlyList<IKubernetesObject> Objects(
        Observation observed, PlanSettings settings, CertificatePlan certificates, IReadOnlyList<IKubernetesObject> candidates, WorkloadPlan? workload)
    {
        var resource = observed.Resource;
        var ports = OpenPorts.Of(observed, workload);
        return
        [
            SupportPlan.ServiceAccount(resource),
            NetworkPlan.NetworkPolicy(resource, ports, OutgoingPorts.Of(observed, workload), settings),
            .. certificates.Objects,
            .. candidates,
            NetworkPlan.Service(resource, ports),
            NetworkPlan.PodsService(resource, ports),
            .. SupportPlan.DisruptionBudget(resource, observed.Apis) is { } budget ? [budget] : Array.Empty<IKubernetesObject>(),
            .. workload is null ? [] : new IKubernetesObject[] { workload.StatefulSet },
        ];
    }

    private static TimeSpan? Earliest(DateTimeOffset now, IReadOnlyList<DateTimeOffset> times) => times.Count == 0 ? null : times.Min() - now;
}
