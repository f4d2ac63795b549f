using MailOperator.Api;
using MailOperator.Commands.Manifests;
using MailOperator.Naming;
using MailOperator.Observe;
using MailOperator.Plan;

namespace MailOperator.Commands.Render;

/// <summary>
/// What a resource comes to in a cluster that serves cert-manager's API: the objects of its trial and of its rollout together.
/// </summary>
internal static class OfflinePlan
{
    /// <summary>Plans for a resource that was accepted.</summary>
    public static RenderedResource Of(MailServerTls resource, ManifestSet input, PlanSettings settings, DateTimeOffset now)
    {
        var observed = Observed(resource, input, now);
        var (certificates, notes) = PlaceholderCertificates.Fill(CertificatePlan.Of(observed));
        var (outbound, missing) = PlaceholderFiles.Fill(resource, certificates, OutboundPlan.Of(observed));
        var candidate = Candidate.Of(resource, certificates, outbound, settings);
        var objects = Planner.Objects(
            observed,
            settings,
            certificates,
            [candidate.ConfigMap, candidate.Material, candidate.Gate],
            WorkloadPlan.Of(observed, candidate.Template));
        return new(resource, [.. Notes(observed), .. notes, .. missing], [.. objects.Select(PrintedObject.Of)]);
    }

    /// <summary>Two certificates that cannot be served together, where one of them is yet to be made; null when there are none.</summary>
    public static Problem? FindClash(MailServerTls resource, ManifestSet input, DateTimeOffset now)
    {
        var observed = Observed(resource, input, now);
        var (certificates, _) = PlaceholderCertificates.Fill(CertificatePlan.Of(observed));
        return CertificateSlots.FindProblems(certificates.States).FirstOrDefault();
    }

    private static Observation Observed(MailServerTls resource, ManifestSet input, DateTimeOffset now) =>
        new() { Resource = resource, Now = now, Secrets = input.SecretsOf(resource), Apis = new() { CertManager = true } };

    private static IEnumerable<string> Notes(Observation observed)
    {
        if (Planner.IsPaused(observed.Resource))
            yield return $"The annotation {Names.PausedAnnotation} is set: nothing of this is applied until it is gone.";
        if (observed.Resource.Spec.Authentication.UsersSecretRef is { } users && !observed.Secrets.ContainsKey(users.Name))
            yield return $"spec.authentication.usersSecretRef: Secret {users.Name} is not in the input; it is mounted as it is.";
    }
}
