using MailOperator.Observe;
using MailOperator.Postfix.Certificates;

namespace MailOperator.Plan;

/// <summary>
/// What clients are served in the place of a certificate that is not fit: what the pods serve them already. So one that is not fit keeps
/// none of the others from being renewed.
/// </summary>
/// <param name="Verdict">The certificate; null where these clients are served none of their own, so that none is taken from them.</param>
/// <param name="Hosts">The hosts that it is served for; none for a default certificate.</param>
public sealed record FormerCertificate(CertificateVerdict? Verdict, IReadOnlyList<string> Hosts)
{
    private static readonly FormerCertificate Nothing = new(null, []);

    /// <summary>Finds it; null where there is none that would do, so that everything has to stay as it is.</summary>
    /// <param name="observed">What is.</param>
    /// <param name="last">What the pods were last told to serve.</param>
    /// <param name="state">The certificate that is not fit.</param>
    /// <param name="beside">All that are for some of the same clients, it among them.</param>
    public static FormerCertificate? Of(Observation observed, LastServed? last, CertificateState state, IReadOnlyList<CertificateState> beside)
    {
        if (last is null)
            return null;
        var isDefault = state.Entry.Hosts.Count == 0;
        var hosts = state.Entry.Hosts.Where(host => last.Promise.FingerprintsFor(host) != last.Promise.DefaultFingerprints).ToArray();
        if (!isDefault && hosts.Length == 0)
            return Nothing;

        var taken = beside.Where(each => each.Problem is null).Select(each => each.Served?.Chain?.KeyType).ToArray();
        var files = last.Certificates(isDefault ? state.Entry.RequiredNames(observed.Resource) : hosts, isDefault ? [""] : hosts, observed.Now)
            .Where(file => !taken.Contains(file.Chain!.KeyType))
            .ToList();
        var found = files.Count > 0;
        // Each that is not fit has one of its own: that of its kind where the kind is known.
        foreach (var unfit in beside.Where(each => each.Problem is not null).OrderBy(each => Kind(each) is null))
        {
            if ((files.Find(file => file.Chain!.KeyType == Kind(unfit)) ?? files.FirstOrDefault()) is not { } file)
                break;
            if (unfit == state)
                return new(file, hosts);
            files.Remove(file);
        }

        var others = beside.Where(each => each != state && (each.Problem is null || found)).ToArray();
        return others.Length > 0 && hosts.All(host => others.Any(other => other.Entry.Hosts.Contains(host))) ? Nothing : null;
    }

    private static KeyType? Kind(CertificateState state) => state.Verdict?.Facts?.KeyType ?? state.Entry.KeyType;
}
