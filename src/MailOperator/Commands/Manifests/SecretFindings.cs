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
        var users = UsersPlan.Problem(observed) is { Waiting: false, Absent: false } problem ? [problem] : Array.Empty<Problem>();
        var outbound = OutboundPlan.Of(observed);
        var errors = certificates.Problems.Concat(outbound.Problems)
            .Where(each => each is { Waiting: false, Absent: false })
            .Concat(users)
            .Select(each => (each, Severity.Error));
        var warnings = certificates.Warnings.Concat(outbound.Warnings).Concat(UsersPlan.Warnings(observed)).Select(each => (each, Severity.Warning));
        return errors.Concat(warnings).Aggregate(manifest, (judged, finding) => judged.With(finding.each, finding.Item2));
    }
}
