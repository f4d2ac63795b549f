using MailOperator.Gate;
using MailOperator.Kubernetes.Models;
using MailOperator.Observe;
using MailOperator.Postfix.Certificates;
using MailOperator.Server;

namespace MailOperator.Plan;

/// <summary>
/// What the pods were last told to run, with the certificates that have been renewed since. It is what there is to roll out while the
/// resource itself is refused, so that a fault in one field does not let certificates end that have long been renewed.
/// </summary>
public static class Renewal
{
    /// <summary>
    /// The second candidate; null where nothing was renewed, or where what serves is not at hand as it was written. A certificate comes in
    /// place of one with the same kind of key and for all of its names, so that the configuration fits it, and no client loses by it.
    /// </summary>
    public static Candidate? Of(Observation observed, CertificatePlan certificates)
    {
        if (observed.Serving is not { } serving
            || LastServed.Of(observed) is not { Files.Count: > 0 } last
            || Configuration(observed, serving.Template) is not { } configMap
            || serving.Template.Spec?.Containers?.Any(container => container.Name == ServerPod.SmtpContainer) != true)
        {
            return null;
        }

        var renewed = Renewed(certificates, last);
        if (renewed.Count == 0)
            return null;
        var files = new SortedDictionary<string, byte[]>(last.Files.ToDictionary(), StringComparer.Ordinal);
        foreach (var each in renewed)
            files[each.FileName] = each.Content;
        var material = Candidate.MaterialOf(observed.Resource, files);
        var template = ServerPod.WithMaterial(serving.Template, material.Metadata.Name!, Promise(last.Promise, renewed));
        return new(configMap, material, template, GateJob.For(observed.Resource, template));
    }

    private static IReadOnlyList<Replacement> Renewed(CertificatePlan certificates, LastServed last) =>
    [
        .. from state in certificates.States
           where state is { Problem: null, Served: { Chain: not null, Facts: not null } }
           group state by state.FileName into file
           where file.Count() == 1
           let served = file.Single().Served!
           let before = last.Files.GetValueOrDefault(file.Key!)
           where before is not null && !before.AsSpan().SequenceEqual(served.Chain!.Content)
           let old = Facts(before)
           where old is not null && Replaces(served.Facts!, old)
           select new Replacement(file.Key!, served.Chain!.Content, old.Fingerprint, served.Facts!.Fingerprint),
    ];

    private static CertificateFacts? Facts(byte[] file) => ChainFile.Split(file) is { } pair
        ? CertificateInspection.Inspect(pair, new() { Hosts = [], Now = DateTimeOffset.UnixEpoch }).Facts
        : null;

    private static bool Replaces(CertificateFacts fresh, CertificateFacts old) => old.DnsNames.Count > 0
        && old.DnsNames.All(name => fresh.IsFor(name.StartsWith("*.", StringComparison.Ordinal) ? name[1..] : name));

    private static ServedCertificates Promise(ServedCertificates before, IReadOnlyList<Replacement> renewed)
    {
        return before with
        {
            DefaultFingerprints = Renew(before.DefaultFingerprints),
            SniFingerprints = before.SniFingerprints.ToDictionary(host => host.Key, host => Renew(host.Value)),
        };

        string Renew(string fingerprints) => string.Join(
            ',',
            fingerprints.Split(',')
                .Select(one => renewed.FirstOrDefault(each => each.Old == one)?.New ?? one)
                .Order(StringComparer.Ordinal));
    }

    // Named by its content: what somebody else has put under the name is not what was tried and served.
    private static V1ConfigMap? Configuration(Observation observed, V1PodTemplateSpec template)
    {
        var name = PodParts.Configuration(template);
        return name is not null && observed.ConfigMaps.GetValueOrDefault(name) is { Data: { } files } map && map.Metadata.IsControlledBy(observed.Resource)
            && Candidate.ConfigMapOf(observed.Resource, files) is var same && same.Metadata.Name == name
            ? same
            : null;
    }

    private sealed record Replacement(string FileName, byte[] Content, string Old, string New);
}
