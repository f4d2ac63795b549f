using MailOperator.Api;
using MailOperator.Observe;
using MailOperator.Postfix.Certificates;
using MailOperator.Server;

namespace MailOperator.Plan;

/// <summary>The authorities of <c>spec.clientCertificates</c>, as a file of the material Secret.</summary>
internal static class ClientAuthorities
{
    private const string Field = "spec.clientCertificates.caRef";

    /// <summary>The file by name; what keeps it from being used; what should not stay so.</summary>
    public static (IReadOnlyDictionary<string, byte[]> Files, IReadOnlyList<Problem> Problems, IReadOnlyList<Problem> Warnings) Of(
        Observation observed, WorkBudget? budget)
    {
        var spec = observed.Resource.Spec.ClientCertificates;
        var none = new Dictionary<string, byte[]>();
        if (spec is { Mode: ClientCertificateMode.None } or { CaRef: null })
            return (none, [], []);
        var (bundle, problem) = ReferencedAuthorities.Read(observed, spec.CaRef, Field, budget);
        if (bundle is null)
            return (none, [problem!], []);
        if (bundle.PublicAuthority is not { } subject)
            return (new Dictionary<string, byte[]> { [ServerModel.ClientAuthoritiesFile] = bundle.Content }, [], []);
        var anybody = new Problem(
            Field,
            "PublicAuthority",
            $"{subject} gives certificates to anybody, so that these say nothing about a client: name an authority of your own, or use "
                + "relay Listed.");
        return spec.Relay == Api.ClientRelay.Trusted
            ? (none, [anybody], [])
            : (new Dictionary<string, byte[]> { [ServerModel.ClientAuthoritiesFile] = bundle.Content }, [], [anybody]);
    }
}
