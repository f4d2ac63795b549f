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
    public static Intent Plan(Observation observed, PlanSettings settings)
    {
        if (IsPaused(observed.Resource))
            return new();

        var violations = Validation.Check(observed.Resource, settings.PostfixVersion);
        // What cannot be rendered is not planned for: the objects that serve stay as they are.
        if (violations.Any(violation => violation.Severity == Severity.Error))
            return new() { Probe = ProbePlan.Of(observed), Situation = new() { Observed = observed, Violations = violations } };

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
        Problem[] problems = [.. new[] { ImageProblem(observed.Resource, settings), UsersPlan.Problem(observed) }.OfType<Problem>(), .. outbound.Problems];
        var candidate = certificates.CanServe && problems.Length == 0 ? Candidate.Of(observed.Resource, certificates, outbound, settings) : null;
        var serving = observed.Serving;
        var gate = candidate is null || candidate.Revision == serving?.Revision ? null : TryOut(observed, candidate, settings);
        var template = candidate is not null && gate is null or { Passed: true } ? candidate?.Template : serving?.Template;
        var workload = template is null ? null : WorkloadPlan.Of(observed, template);
        var objects = Objects(observed, settings, certificates, gate is { RunJob: false, Passed: false } ? null : candidate, gate, workload);
        return new()
        {
            Issue = certificates.Issue,
            Apply = objects,
            Delete = Pruning.Unwanted(observed, objects, workload, [.. certificates.Issue.Select(issue => issue.Secret.Metadata.Name!)], settings.History),
            Probe = ProbePlan.Of(observed),
            LookAgain = Earliest(observed.Now, [.. certificates.Due, .. outbound.Due, .. new[] { gate?.LookAgain, workload?.Roll.LookAgain }.OfType<DateTimeOffset>()]),
            Situation = new()
            {
                Observed = observed,
                Violations = violations,
                Problems = problems,
                Warnings = UsersPlan.Warnings(observed),
                Certificates = certificates,
                Outbound = outbound,
                Candidate = candidate,
                Gate = gate,
                Workload = workload,
            },
        };
    }

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

    private static Problem? ImageProblem(MailServerTls resource, PlanSettings settings) =>
        resource.Spec.Workload.Image is not { } image || settings.AllowedImages.Count == 0
        || settings.AllowedImages.Any(prefix => image.StartsWith(prefix, StringComparison.Ordinal))
            ? null
            : new(
                "spec.workload.image",
                "ImageNotAllowed",
                $"The operator runs no image {image}: allowed are those that begin with {string.Join(" or ", settings.AllowedImages)}. "
                + "Leave the field out, or ask who runs the operator to allow it.");

    private static GateDecision TryOut(Observation observed, Candidate candidate, PlanSettings settings)
    {
        var job = GateJob.Find(candidate.Gate, observed.Owned);
        return GateDecision.Decide(
            GateJob.Hash(candidate.Gate),
            observed.Resource.Status?.Gate,
            job,
            GateJob.PodOf(job, observed.Pods),
            observed.Now,
            settings.GateRetry);
    }

    internal static IReadOnlyList<IKubernetesObject> Objects(
        Observation observed, PlanSettings settings, CertificatePlan certificates, Candidate? candidate, GateDecision? gate, WorkloadPlan? workload)
    {
        var resource = observed.Resource;
        var ports = OpenPorts.Of(observed, workload);
        return
        [
            SupportPlan.ServiceAccount(resource),
            NetworkPlan.NetworkPolicy(resource, ports, OutgoingPorts.Of(observed, workload), settings),
            .. certificates.Objects,
            .. candidate is null ? [] : new IKubernetesObject[] { candidate.ConfigMap, candidate.Material },
            .. gate is { RunJob: true } ? [candidate!.Gate] : Array.Empty<IKubernetesObject>(),
            NetworkPlan.Service(resource, ports),
            NetworkPlan.PodsService(resource, ports),
            .. SupportPlan.DisruptionBudget(resource, observed.Apis) is { } budget ? [budget] : Array.Empty<IKubernetesObject>(),
            .. workload is null ? [] : new IKubernetesObject[] { workload.StatefulSet },
        ];
    }

    private static TimeSpan? Earliest(DateTimeOffset now, IReadOnlyList<DateTimeOffset> times) => times.Count == 0 ? null : times.Min() - now;
}
