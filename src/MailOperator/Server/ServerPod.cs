using System.Text.Json;
using MailOperator.Api;
using MailOperator.Kubernetes.Models;
using MailOperator.Naming;
using MailOperator.Postfix;

namespace MailOperator.Server;

/// <summary>The template of the pods that serve mail.</summary>
public static class ServerPod
{
    /// <summary>The container that serves mail.</summary>
    public const string SmtpContainer = "postfix";

    /// <summary>Kubelet and container runtime need time of their own beyond delay and maximum of the drain.</summary>
    private const int GraceBeyondDrain = 20;

    /// <summary>The template, marked with its revision: the hash of all the rest.</summary>
    public static V1PodTemplateSpec Template(MailServerTls resource, PodParts parts, ServedCertificates served, string? outgoingPorts)
    {
        var workload = resource.Spec.Workload;
        var annotations = parts.Annotations(served.Annotations);
        if (resource.Spec.Network.ProxyProtocol is { Enabled: true } proxy)
            annotations[Names.ProxySourcesAnnotation] = string.Join(',', proxy.AllowedSources.Order(StringComparer.Ordinal));
        if (outgoingPorts is not null)
            annotations[Names.OutgoingPortsAnnotation] = outgoingPorts;

        var template = new V1PodTemplateSpec
        {
            Metadata = new() { Labels = parts.Labels(Names.Labels(resource)), Annotations = annotations },
            Spec = parts.Pod with
            {
                Containers = [Smtp(resource, parts), .. parts.Authenticates ? [parts.Dovecot()] : Array.Empty<V1Container>()],
                Volumes = parts.Volumes,
                TerminationGracePeriodSeconds =
                    (long)(workload.Drain.Delay.Value + workload.Drain.Maximum.Value).TotalSeconds + GraceBeyondDrain,
                Affinity = workload.Affinity,
                TopologySpreadConstraints = Spread(resource),
            },
        };
        annotations[Names.RevisionAnnotation] = HashOf(template);
        return template;
    }

    /// <summary>A template with another Secret of keys and chains, and what clients see of them.</summary>
    public static V1PodTemplateSpec WithMaterial(V1PodTemplateSpec template, string material, ServedCertificates served)
    {
        var annotations = new SortedDictionary<string, string>((template.Metadata.Annotations ?? new Dictionary<string, string>()).ToDictionary(), StringComparer.Ordinal);
        foreach (var (name, value) in served.Annotations)
            annotations[name] = value;
        var renewed = template with
        {
            Metadata = template.Metadata with { Annotations = annotations },
            Spec = template.Spec! with { Volumes = PodParts.WithMaterial(template, material) },
        };
        annotations[Names.RevisionAnnotation] = HashOf(renewed);
        return renewed;
    }

    /// <summary>The hash of a template without the annotation that carries it.</summary>
    public static string HashOf(V1PodTemplateSpec template) => ContentHash.Of(KubernetesJson.Serialize(template with
    {
        Metadata = template.Metadata with
        {
            Annotations = new SortedDictionary<string, string>(
                (template.Metadata.Annotations ?? new Dictionary<string, string>())
                    .Where(annotation => annotation.Key != Names.RevisionAnnotation)
                    .ToDictionary(),
                StringComparer.Ordinal),
        },
    }));

    /// <summary>The revision that a template, or a pod made of it, carries; null when it is not ours.</summary>
    public static string? Revision(V1ObjectMeta metadata) => metadata.Annotations?.GetValueOrDefault(Names.RevisionAnnotation);

    private static V1Container Smtp(MailServerTls resource, PodParts parts) => parts.Postfix(SmtpContainer, ["serve"]) with
    {
        Ports = [.. ServerModel.Listeners(resource).Select(listener => new V1ContainerPort
        {
            Name = PortName(listener),
            ContainerPort = listener.Port,
            Protocol = "TCP",
        })],
        // A TCP connect proves nothing: master accepts while every smtpd dies. Readiness is a TLS handshake with each listener.
        // A call waits for 25 s for Postfix to start, and for a while longer for the first handshakes.
        StartupProbe = Exec("startup", period: 1, timeout: 60, failures: 5),
        ReadinessProbe = Exec("ready", period: 5, timeout: 15, failures: 2),
        LivenessProbe = Exec("alive", period: 30, timeout: 15, failures: 4),
        Lifecycle = new() { PreStop = parts.DrainHandler },
    };

    /// <summary>The name of a listener's port, on the container and on the Service.</summary>
    public static string PortName(Listener listener) => PortName(listener.Name);

    /// <summary>The same, by the listener's name.</summary>
    public static string PortName(ListenerName listener) => listener.ToString().ToLowerInvariant();

    private static V1Probe Exec(string command, int period, int timeout, int failures) => new()
    {
        Exec = new() { Command = [PodParts.MailServer, command] },
        PeriodSeconds = period,
        TimeoutSeconds = timeout,
        FailureThreshold = failures,
    };

    // Passed on as it was written: what this model does not know of a constraint is not to be lost.
    private static IReadOnlyList<JsonElement> Spread(MailServerTls resource) =>
        resource.Spec.Workload.TopologySpreadConstraints is { Count: > 0 } wanted ? wanted
            :
            [
                JsonSerializer.SerializeToElement(
                    new V1TopologySpreadConstraint
                    {
                        MaxSkew = 1,
                        TopologyKey = "kubernetes.io/hostname",
                        WhenUnsatisfiable = "ScheduleAnyway",
                        LabelSelector = new() { MatchLabels = Names.Selector(resource) },
                    },
                    KubernetesJson.Options),
            ];
}
