using MailOperator.Observe;
using MailOperator.Postfix.Certificates;

namespace MailOperator.Plan;

/// <summary>
/// What clients are served in the place of a certificate that is not fit: what the pods serve them already. So one that is not fit keeps
/// none of the others from being renewed. Where that could take a certificate from anybody, there is none, and everything waits.
/// </summary>
/// <param name="Verdict">The certificate; null where these clients are served none of their own.</param>
/// <param name="Hosts">The hosts that it is served for; none for a default certificate.</param>
public sealed record FormerCertificate(CertificateVerdict? Verdict, IReadOnlyList<string> Hosts)
{
    private static readonly FormerCertificate Nothing = new(null, []);

    /// <summary>Finds it; null where there is none that is known to be right.</summary>
    /// <param name="observed">What is.</param>
    /// <param name="last">What the pods were last told to serve; null where they were told nothing yet.</param>
    /// <param name="state">The certificate that is not fit.</param>
    /// <param name="all">All certificates of the resource, it among them.</param>
    public static FormerCertificate? Of(Observation observed, LastServed? last, CertificateState state, IReadOnlyList<CertificateState> all)
    {
        if (last is null)
            return null;
        var isDefault = state.Entry.Hosts.Count == 0;
        var hosts = state.Entry.Hosts.Where(last.Promise.SniFingerprints.ContainsKey).ToArray();
        if (state.Entry.Hosts.Except(hosts).Any(host => Loses(observed, last, host, all)))
            return null;
        if (!isDefault && hosts.Length == 0)
            return Nothing;

        var beside = all.Where(each => each != state && each.Entry.Meets(state.Entry)).ToArray();
        var fit = beside.Where(each => each.Problem is null).ToArray();
        var isCovered = fit.Length > 0 && hosts.All(host => fit.Any(each => each.Entry.Hosts.Contains(host)));
        string[] names = isDefault ? [observed.Resource.Spec.Hostname] : hosts;
        var promised = (isDefault ? [last.Promise.DefaultFingerprints] : hosts.Select(host => last.Promise.SniFingerprints[host]))
            .Select(fingerprints => fingerprints.Split(','))
            .Aggregate<IEnumerable<string>>((some, others) => some.Intersect(others))
            .Select(fingerprint => last.Find(fingerprint, names, observed.Now))
            .OfType<CertificateVerdict>()
            .Where(each => !fit.Any(other => other.Served?.Facts?.KeyType == each.Facts!.KeyType))
            .ToArray();
        if (Own(observed, state, promised, isAlone: beside.Length == fit.Length) is not { } own)
            return isCovered ? Nothing : null;
        // Who verifies takes what is fit, and would take this one instead where it prefers its kind of key.
        return isCovered && own.Facts!.NotAfter < observed.Now ? Nothing : new(own, hosts);
    }

    /// <summary>
    /// Of what these clients are served, that which was read from the Secret; or the one that a new Secret comes in place of.
    /// </summary>
    private static CertificateVerdict? Own(Observation observed, CertificateState state, CertificateVerdict[] promised, bool isAlone)
    {
        var known = (observed.Resource.Status?.Certificates ?? []).Where(each => each.Secret == state.Entry.SecretName).ToArray();
        return known.Length > 0 ? promised.FirstOrDefault(each => known.Any(one => one.Fingerprint == each.Facts!.Fingerprint))
            : isAlone && promised is [var only] ? only
            : null;
    }

    /// <summary>
    /// Whether a host without a certificate of its own would be answered by another than it is now, and that not be for it.
    /// </summary>
    private static bool Loses(Observation observed, LastServed last, string host, IReadOnlyList<CertificateState> all)
    {
        bool IsNamed(string name) => all.Any(each => each.Entry.Hosts.Contains(name));
        var promised = last.Promise.SniFingerprints.Keys;
        if (host.StartsWith('.') && promised.Any(key => key.EndsWith(host, StringComparison.Ordinal) && !IsNamed(key)))
            return true;
        if (last.Promise.DomainOf(host) is { } domain)
            return !IsNamed(domain);
        var defaults = all.Where(each => each.Entry.Hosts.Count == 0 && each.Problem is null).Select(each => each.Served?.Facts).ToArray();
        return last.Promise.DefaultFingerprints.Split(',').Any(fingerprint => last.Find(fingerprint, [host], observed.Now) is not null)
            && !defaults.Any(facts => facts?.IsFor(host) == true);
    }
}
