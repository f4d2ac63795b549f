using MailOperator.Admission;
using MailOperator.Api;

namespace MailOperator.Plan;

/// <summary>
/// What of the cluster a resource may ask for, as whoever runs the operator has decided. Who may write a resource could have it by no other
/// way: pods of any image with the capabilities of Postfix, certificates of any ClusterIssuer, pods that drive others away.
/// </summary>
internal static class Permissions
{
    /// <summary>What a resource asks for and may not have.</summary>
    public static IEnumerable<Violation> Check(MailServerTls resource, PlanSettings settings)
    {
        if (resource.Spec.Workload.Image is { } image
            && IsLimited(settings.AllowedImages, prefix => image.StartsWith(prefix, StringComparison.Ordinal)))
        {
            yield return new(
                "spec.workload.image",
                "ImageNotAllowed",
                $"The operator runs no image {image}: allowed are those that begin with {Or(settings.AllowedImages)}. "
                    + "Leave the field out, or ask who runs the operator to allow it.",
                Severity.Error);
        }

        if (resource.Spec.Workload.PriorityClassName is { } priority && IsLimited(settings.AllowedPriorityClasses, allowed => allowed == priority))
        {
            yield return new(
                "spec.workload.priorityClassName",
                "PriorityClassNotAllowed",
                $"The operator runs no pods of the priority class {priority}: allowed is {Or(settings.AllowedPriorityClasses)}. "
                    + "Leave the field out, or ask who runs the operator to allow it.",
                Severity.Error);
        }

        foreach (var (field, issuer) in Issuers(resource.Spec.Certificates))
        {
            var kind = issuer.Group == IssuerReference.CertManagerGroup ? issuer.Kind : $"{issuer.Kind}.{issuer.Group}";
            if (IsLimited(settings.AllowedIssuers, allowed => allowed == $"{kind}/{issuer.Name}" || allowed == $"{kind}/*"))
            {
                yield return new(
                    field,
                    "IssuerNotAllowed",
                    $"The operator asks {kind}/{issuer.Name} for no certificate: allowed is {Or(settings.AllowedIssuers)}. "
                        + "Name one of these, or ask who runs the operator to allow it.",
                    Severity.Error);
            }
        }
    }

    private static IEnumerable<(string Field, IssuerReference Issuer)> Issuers(CertificatesSpec certificates) =>
        certificates.Default.Select((entry, index) => ($"default[{index}]", entry.IssuerRef))
            .Concat(certificates.Sni.Select((entry, index) => ($"sni[{index}]", entry.IssuerRef)))
            .Where(entry => entry.IssuerRef is not null)
            .Select(entry => ($"spec.certificates.{entry.Item1}.issuerRef", entry.IssuerRef!));

    // An empty list limits nothing.
    private static bool IsLimited(IReadOnlyList<string> list, Func<string, bool> allows) => list.Count > 0 && !list.Any(allows);

    private static string Or(IReadOnlyList<string> allowed) => string.Join(" or ", allowed);
}
