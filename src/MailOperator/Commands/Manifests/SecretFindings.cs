using MailOperator.Admission;
using MailOperator.Observe;
using MailOperator.Plan;

namespace MailOperator.Commands.Manifests;

/// <summary>What the Secrets of the input tell about a resource; those that are not there tell nothing.</summary>
internal static class SecretFindings
{
    /// <summary>The manifest with what its certificates and users come to.</summary>
    public static Manifest Judge(Manifest manifest, ManifestSet input, DateTimeOffset now)
    {
        // What breaks a rule may be too odd to be planned for.
        if (!manifest.IsAccepted)
            return manifest;
        var observed = new Observation
        {
            Resource = manifest.Resource!,
            Now = now,
            Secrets = input.SecretsOf(manifest.Resource!),
            Apis = new() { CertManager = true },
        };
        var certificates = CertificatePlan.Of(observed);
        var users = Planner.UsersProblem(observed) is { Waiting: false } problem ? [problem] : Array.Empty<Problem>();
        return manifest with
        {
            Findings =
            [
                .. manifest.Findings,
                .. certificates.Problems.Where(each => !each.Waiting).Concat(users).Select(each => Finding(each, Severity.Error)),
                .. certificates.Warnings.Select(each => Finding(each, Severity.Warning)),
            ],
        };
    }

    private static PlacedViolation Finding(Problem problem, Severity severity) =>
        new(new(problem.Field, problem.Reason, problem.Message, severity), null);
}
