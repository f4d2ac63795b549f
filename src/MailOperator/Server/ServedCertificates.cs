using MailOperator.Kubernetes.Models;
using MailOperator.Naming;
using MailOperator.Postfix;

namespace MailOperator.Server;

/// <summary>
/// The certificates that a pod was told to serve: the files for its configuration, and what a client must see of them. A pod carries the
/// latter in annotations, so that it is known of each pod what it promised, whatever the resource has come to say since.
/// </summary>
public sealed record ServedCertificates
{
    /// <summary>Stands for a fingerprint where no certificate is served.</summary>
    public const string Anonymous = "anonymous";

    /// <summary>The names of the files of the default certificates, one per key type.</summary>
    public IReadOnlyList<string> DefaultFiles { get; init; } = [];

    /// <summary>The names of the files of each host.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> SniFiles { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>SHA-256 of the default leaves, of which a client sees one: comma-separated, or <see cref="Anonymous"/>.</summary>
    public required string DefaultFingerprints { get; init; }

    /// <summary>The same for each host that a client may name.</summary>
    public IReadOnlyDictionary<string, string> SniFingerprints { get; init; } = new Dictionary<string, string>();

    /// <summary>The listeners on which a client without a certificate sees the server's and is then turned away.</summary>
    public IReadOnlyList<ListenerName> ClientCertificatesRequiredOn { get; init; } = [];

    /// <summary>
    /// What a client sees that names a host. Postfix looks for the name, then for each of its parents with a dot before it, and takes the
    /// default certificates where there is none of them (postconf(5), <c>tls_server_sni_maps</c>).
    /// </summary>
    public string FingerprintsFor(string host) => KeyOf(host) is { } key ? SniFingerprints[key] : DefaultFingerprints;

    /// <summary>
    /// The domain, a dot before it, whose certificates a host is served that has none of its own; null where there is none.
    /// </summary>
    public string? DomainOf(string host) => KeyOf(host) is { } key && key.Length < host.Length ? key : null;

    private string? KeyOf(string host)
    {
        var name = host.ToLowerInvariant();
        for (var start = 0; start >= 0 && start < name.Length; start = name.IndexOf('.', start + 1))
        {
            if (SniFingerprints.ContainsKey(name[start..]))
                return name[start..];
        }

        return null;
    }

    /// <summary>What a pod, or a template, promises; null where it is none of the operator's.</summary>
    public static ServedCertificates? Of(V1ObjectMeta metadata)
    {
        if (metadata.Annotations?.GetValueOrDefault(Names.FingerprintsAnnotation) is not { } fingerprints)
            return null;
        var groups = metadata.Annotations.GetValueOrDefault(Names.SniFingerprintsAnnotation)?.Split(';') ?? [];
        return new()
        {
            DefaultFingerprints = fingerprints,
            ClientCertificatesRequiredOn =
            [
                .. (metadata.Annotations.GetValueOrDefault(Names.ClientCertificatesAnnotation)?.Split(',') ?? [])
                    .Select(name => Enum.TryParse<ListenerName>(name, ignoreCase: true, out var listener) ? listener : (ListenerName?)null)
                    .OfType<ListenerName>(),
            ],
            SniFingerprints = groups.Select(group => group.Split('='))
                .Where(group => group.Length == 2)
                .SelectMany(group => group[0].Split(',').Select(host => (host, group[1])))
                .DistinctBy(pair => pair.host)
                .ToDictionary(pair => pair.host, pair => pair.Item2),
        };
    }

    /// <summary>The annotations that carry the promise.</summary>
    public IEnumerable<KeyValuePair<string, string>> Annotations
    {
        get
        {
            yield return new(Names.FingerprintsAnnotation, DefaultFingerprints);
            if (ClientCertificatesRequiredOn.Count > 0)
            {
                yield return new(
                    Names.ClientCertificatesAnnotation, string.Join(',', ClientCertificatesRequiredOn.Select(ServerPod.PortName)));
            }
            if (SniFingerprints.Count == 0)
                yield break;
            // Many hosts share a certificate.
            var groups = SniFingerprints.GroupBy(pair => pair.Value, pair => pair.Key)
                .Select(group => $"{string.Join(',', group.Order(StringComparer.Ordinal))}={group.Key}")
                .Order(StringComparer.Ordinal);
            yield return new(Names.SniFingerprintsAnnotation, string.Join(';', groups));
        }
    }
}
