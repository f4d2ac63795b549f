using System.Collections.ObjectModel;
using System.Security.Cryptography;
using System.Text;
using MailOperator.Naming;
using MailOperator.Observe;
using MailOperator.Postfix.Certificates;
using MailOperator.Server;

namespace MailOperator.Plan;

/// <summary>The certificates that the pods were last told to serve.</summary>
/// <param name="Files">The files of their material, keys with their chains and what else is secret; none where it is not seen.</param>
/// <param name="Promise">What a client sees of them.</param>
public sealed record LastServed(IReadOnlyDictionary<string, byte[]> Files, ServedCertificates Promise)
{
    /// <summary>What is wrong with the Secret of the material, so that nothing in it is believed; null for nothing.</summary>
    public Problem? Altered { get; private init; }

    private readonly Lazy<IReadOnlyDictionary<string, PemPair>> _pairs = new(() => Files.Values
        .Select(file => ChainFile.Split(file))
        .OfType<PemPair>()
        .Select(pair => (Fingerprint: Leaf(pair), pair))
        .Where(each => each.Fingerprint is not null)
        .DistinctBy(each => each.Fingerprint)
        .ToDictionary(each => each.Fingerprint!, each => each.pair));

    /// <summary>What may be computed for those that are not known; null for no limit.</summary>
    public WorkBudget? Budget { get; init; }

    /// <summary>Reads them from the template of the pods and the Secret that it mounts; null where the pods were told nothing yet.</summary>
    public static LastServed? Of(Observation observed)
    {
        if (observed.Serving is not { } serving || ServedCertificates.Of(serving.Template.Metadata!) is not { } promise)
            return null;
        var material = PodParts.Material(serving.Template);
        var nothing = new LastServed(ReadOnlyDictionary<string, byte[]>.Empty, promise);
        if (material is null || !observed.Secrets.TryGetValue(material, out var secret)
            || !secret.Metadata.IsControlledBy(observed.Resource) || secret.Data is not { } files)
        {
            return nothing;
        }

        // It was read from the cluster, where others write too: what was made here has a name that says so.
        return material == Names.Material(observed.Resource, ContentHash.Of(files)) ? new(files, promise) : nothing with
        {
            Altered = new(
                "spec.certificates",
                "MaterialAltered",
                $"Secret {material} does not hold what the operator wrote into it: somebody has replaced it. Nothing is taken from it; pods that "
                + "start read it all the same. Delete it, and find out who may write Secrets in this namespace."),
        };
    }

    /// <summary>One of them, with what it was fit for when it was rolled out: it may have ended since. Null where it is not at hand.</summary>
    /// <param name="fingerprint">SHA-256 of its leaf.</param>
    /// <param name="hosts">The hosts that it must be for.</param>
    /// <param name="now">The moment.</param>
    public CertificateVerdict? Find(string fingerprint, IReadOnlyList<string> hosts, DateTimeOffset now)
    {
        if (!_pairs.Value.TryGetValue(fingerprint, out var pair))
            return null;
        var verdict = CertificateInspection.Inspect(pair, new() { Hosts = hosts, Now = now }, Budget);
        if (verdict is { Error.Reason: CertificateReason.Expired, Facts: { } facts })
            verdict = CertificateInspection.Inspect(pair, new() { Hosts = hosts, Now = facts.NotAfter }, Budget);
        return verdict.Error is null ? verdict : null;
    }

    private static string? Leaf(PemPair pair)
    {
        var text = Encoding.ASCII.GetString(pair.CertificateChain.Span);
        return PemEncoding.TryFind(text, out var found)
            ? Convert.ToHexStringLower(SHA256.HashData(Convert.FromBase64String(text[found.Base64Data])))
            : null;
    }
}
