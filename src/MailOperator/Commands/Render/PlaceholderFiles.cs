using System.Text;
using MailOperator.Api;
using MailOperator.Plan;
using MailOperator.Server;

namespace MailOperator.Commands.Render;

/// <summary>Stands in for the files of the material Secret whose source is not in the input.</summary>
internal static class PlaceholderFiles
{
    /// <summary>The plan with every file that the resource refers to, and a note for each that is a placeholder.</summary>
    public static (OutboundPlan Plan, IReadOnlyList<string> Notes) Fill(
        MailServerTls resource, CertificatePlan certificates, OutboundPlan plan)
    {
        var missing = Expected(resource.Spec.Outbound)
            .Concat(Expected(resource.Spec.ClientCertificates))
            .Where(each => !plan.Files.ContainsKey(each.File) && !certificates.ClientAuthorities.ContainsKey(each.File))
            .ToArray();
        return (
            plan with
            {
                Files = plan.Files
                    .Concat(missing.Select(each => KeyValuePair.Create(
                        each.File, Encoding.UTF8.GetBytes($"{PlaceholderCertificates.Marker}{each.Content} of {each.Source}"))))
                    .ToDictionary(),
            },
            [.. missing.Select(each => $"{each.Field}: {each.Source} is not in the input; a placeholder stands for it.")]);
    }

    private static IEnumerable<(string File, string Field, string Source, string Content)> Expected(ClientCertificatesSpec spec)
    {
        if (spec is { Mode: not ClientCertificateMode.None, CaRef: { } authorities })
        {
            yield return (
                ServerModel.ClientAuthoritiesFile,
                "spec.clientCertificates.caRef",
                $"{authorities.Kind} {authorities.Name}",
                "certificates");
        }
    }

    private static IEnumerable<(string File, string Field, string Source, string Content)> Expected(OutboundSpec spec)
    {
        if (spec.RelayHost?.CredentialsSecretRef is { } credentials)
        {
            yield return (
                OutboundModel.CredentialsFile,
                "spec.outbound.relayHost.credentialsSecretRef",
                $"Secret {credentials.Name}",
                "user and password");
        }
        if (spec.CaRef is { } authorities)
            yield return (OutboundModel.AuthoritiesFile, "spec.outbound.caRef", $"{authorities.Kind} {authorities.Name}", "certificates");
        if (spec.CertificateSecretRef is { } certificate)
            yield return (OutboundModel.ChainFile, "spec.outbound.certificateSecretRef", $"Secret {certificate.Name}", "key and chain");
    }
}
