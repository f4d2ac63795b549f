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

    /// <summary>The handshakes with every ready pod.</summary>
    public static IReadOnlyList<ProbeRequest> Of(Observation observed) => [.. WorkloadPlan.Pods(observed).SelectMany(pod => Of(observed, pod))];

    /// <summary>
    /// One with each listener of a pod, and one for each host that it serves: these with its last listener alone, since all of them read
    /// one table. Each is held against what this very pod was told to serve.
    /// </summary>
    public static IEnumerable<ProbeRequest> Of(Observation observed, V1Pod pod)
    {
        if (!WorkloadPlan.IsReady(pod) || pod.Status?.PodIP is null || ServedCertificates.Of(pod.Metadata) is not { } promised)
            return [];
        var listeners = ServerModel.Listeners(observed.Resource).Where(listener => Serves(pod, listener)).ToArray();
        return
        [
            .. listeners.Select(listener => Request(listener, observed.Resource.Spec.Hostname, promised.DefaultFingerprints)),
            .. promised.SniFingerprints.OrderBy(pair => pair.Key, StringComparer.Ordinal).SelectMany(pair => listeners.TakeLast(1)
                .Select(listener => Request(listener, pair.Key.StartsWith('.') ? AnySubdomain + pair.Key : pair.Key, pair.Value))),
        ];

        ProbeRequest Request(Listener listener, string host, string fingerprints) => new(
            pod.Metadata.Uid!, pod.Metadata.Name!, pod.Status!.PodIP!, listener.Name, listener.Port, listener.EffectiveMode, host, fingerprints)
        {
            ClientCertificateRequired = promised.ClientCertificatesRequiredOn.Contains(listener.Name),
            Anonymous = fingerprints == ServedCertificates.Anonymous,
            ProxyProtocol = pod.Metadata.Annotations?.ContainsKey(Names.ProxySourcesAnnotation) == true,
        };
    }

    // A pod of an older revision may not have the listener that the resource has now.
    private static bool Serves(V1Pod pod, Listener listener) =>
        (pod.Spec?.Containers ?? [])
            .SelectMany(container => container.Ports ?? [])
            .Any(port => port.Name == ServerPod.PortName(listener) && port.ContainerPort == listener.Port);
}
