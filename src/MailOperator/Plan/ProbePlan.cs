using MailOperator.Kubernetes.Models;
using MailOperator.Naming;
using MailOperator.Observe;
using MailOperator.Postfix;
using MailOperator.Probe;
using MailOperator.Server;

namespace MailOperator.Plan;

/// <summary>The handshakes that prove a pod.</summary>
internal static class ProbePlan
{
    /// <summary>A host below a domain, for what is served to all of its subdomains.</summary>
    private const string AnySubdomain = "tls-probe";

    private const string NoName = "";

    private const int MostHosts = 64;

    /// <summary>The handshakes with every ready pod.</summary>
    public static IReadOnlyList<ProbeRequest> Of(Observation observed) =>
        [.. WorkloadPlan.Pods(observed).SelectMany(pod => Of(observed, pod))];

    /// <summary>
    /// One with each listener of a pod, and one for each host that it serves, or of many hosts each certificate: these with its last listener
    /// alone, since all of them read one table. Each is held against what this very pod was told to serve. Where the server's own name has a
    /// certificate of its own, the default ones are shown to who names no host.
    /// </summary>
    public static IEnumerable<ProbeRequest> Of(Observation observed, V1Pod pod)
    {
        if (!WorkloadPlan.IsReady(pod) || pod.Status?.PodIP is null || ServedCertificates.Of(pod.Metadata) is not { } promised)
            return [];
        // Those of the pod: while the resource is refused, or on its way, it may name others.
        var listeners = OpenPorts.Of(pod.Spec)
            .OrderBy(own => own.Listener)
            .Select(own => ListenerModel.Of(observed.Resource, own.Listener) with { Port = own.Port })
            .ToArray();
        var hosts = Sample(promised.SniFingerprints)
            .Select(host => host.StartsWith('.') ? AnySubdomain + host : host);
        var hostname = observed.Resource.Spec.Hostname;
        return
        [
            .. listeners.Select(listener => Request(listener, hostname)),
            .. hosts.Concat(promised.FingerprintsFor(hostname) == promised.DefaultFingerprints ? [] : [NoName])
                .SelectMany(host => listeners.TakeLast(1).Select(listener => Request(listener, host))),
        ];

        ProbeRequest Request(Listener listener, string host) => new(
            pod.Metadata.Uid!,
            pod.Metadata.Name!,
            pod.Status!.PodIP!,
            listener.Name,
            listener.Port,
            listener.EffectiveMode,
            host,
            promised.FingerprintsFor(host))
        {
            ClientCertificateRequired = promised.ClientCertificatesRequiredOn.Contains(listener.Name),
            Anonymous = promised.DefaultFingerprints == ServedCertificates.Anonymous,
            ProxyProtocol = pod.Metadata.Annotations?.ContainsKey(Names.ProxySourcesAnnotation) == true,
        };
    }

    // All hosts are read from one table, many with one certificate: beyond some dozens, one host of each certificate tells as much.
    private static IEnumerable<string> Sample(IReadOnlyDictionary<string, string> fingerprints)
    {
        var all = fingerprints.OrderBy(host => host.Key, StringComparer.Ordinal).ToArray();
        var oneOfEach = all.DistinctBy(host => host.Value).Select(host => host.Key).ToArray();
        return oneOfEach.Concat(all.Select(host => host.Key).Except(oneOfEach).Take(Math.Max(0, MostHosts - oneOfEach.Length)))
            .Order(StringComparer.Ordinal);
    }
}
