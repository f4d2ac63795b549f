using MailOperator.Kubernetes.Models;
using MailOperator.Observe;
using MailOperator.Postfix.Certificates;
using MailOperator.Server;

namespace MailOperator.Plan;

/// <summary>The certificates that the pods were last told to serve.</summary>
/// <param name="Files">The files of their material: keys with their chains, and what else is secret.</param>
/// <param name="Promise">What a client sees of them.</param>
public sealed record LastServed(IReadOnlyDictionary<string, byte[]> Files, ServedCertificates Promise)
{
    /// <summary>Reads them from the template of the pods and the Secret that it mounts; null where they are not known.</summary>
    public static LastServed? Of(Observation observed) =>
        ServingRevision.Of(observed.Workload) is { } serving
        && ServedCertificates.Of(serving.Template.Metadata!) is { } promise
        && PodParts.Material(serving.Template) is { } name
        && observed.Owned.OfType<V1Secret>().FirstOrDefault(secret => secret.Metadata.Name == name)?.Data is { } files
            ? new(files, promise)
            : null;

    /// <summary>Those that all of some clients are served, and that are for them; also ones that have expired since.</summary>
    /// <param name="names">The names that they must be for.</param>
    /// <param name="asked">What these clients ask for: hosts, or the empty name where they ask for none.</param>
    /// <param name="now">The moment.</param>
    public IEnumerable<CertificateVerdict> Certificates(IReadOnlyList<string> names, IReadOnlyList<string> asked, DateTimeOffset now)
    {
        var served = asked.Select(host => host.Length == 0 ? Promise.DefaultFingerprints : Promise.FingerprintsFor(host)).ToArray();
        return Files.Values
            .Select(file => ChainFile.Split(file) is { } pair ? Judge(pair, names, now) : null)
            .OfType<CertificateVerdict>()
            .Where(verdict => verdict is { Error: null, Facts: { } facts } && served.All(each => each.Contains(facts.Fingerprint, StringComparison.Ordinal)))
            .DistinctBy(verdict => verdict.Facts!.Fingerprint);
    }

    private static CertificateVerdict Judge(PemPair pair, IReadOnlyList<string> names, DateTimeOffset now)
    {
        var verdict = CertificateInspection.Inspect(pair, new() { Hosts = names, Now = now });
        return verdict is { Error.Reason: CertificateReason.Expired, Facts: { } facts }
            ? CertificateInspection.Inspect(pair, new() { Hosts = names, Now = facts.NotAfter })
            : verdict;
    }
}
