using MailOperator.Kubernetes.Models;
using MailOperator.Naming;
using MailOperator.Observe;
using MailOperator.Postfix;
using MailOperator.Server;

namespace MailOperator.Plan;

/// <summary>
/// The ports that pods listen on. While a candidate is tried or held these are not those of the resource, and to close or
/// move them already would take away what serves.
/// </summary>
/// <param name="Planned">The ports of the pods as they should be: where clients are sent.</param>
/// <param name="Open">These, and those of pods that are still there: what the firewall lets through.</param>
public sealed record OpenPorts(
    IReadOnlyList<(ListenerName Listener, int Port)> Planned, IReadOnlyList<(ListenerName Listener, int Port)> Open)
{
    /// <summary>
    /// The ranges that may connect, where some pod expects a PROXY header and would believe whoever sends one; null where none does.
    /// As long as such a pod is there, also when it is to be replaced by one that expects none, nobody else gets through.
    /// </summary>
    public IReadOnlyList<string>? ProxySources { get; init; }

    /// <summary>The ports of a resource; before the first workload they are those that the resource names.</summary>
    public static OpenPorts Of(Observation observed, WorkloadPlan? workload)
    {
        (ListenerName, int)[] planned = workload is null
            ? [.. ServerModel.Listeners(observed.Resource).Select(listener => (listener.Name, listener.Port))]
            : [.. Of(workload.StatefulSet.Spec?.Template?.Spec)];
        string[] sources =
        [
            .. WorkloadPlan.Pods(observed).Select(pod => pod.Metadata)
                .Append(workload?.StatefulSet.Spec?.Template?.Metadata ?? new())
                .Select(metadata => metadata.Annotations?.GetValueOrDefault(Names.ProxySourcesAnnotation))
                .OfType<string>()
                .SelectMany(ranges => ranges.Split(','))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
        return new(planned, [.. planned.Union(WorkloadPlan.Pods(observed).SelectMany(pod => Of(pod.Spec)).Order())])
        {
            ProxySources = sources.Length == 0 ? null : sources,
        };
    }

    /// <summary>The listeners of a pod.</summary>
    public static IEnumerable<(ListenerName Listener, int Port)> Of(V1PodSpec? pod) =>
        from container in pod?.Containers ?? []
        from port in container.Ports ?? []
        from listener in Enum.GetValues<ListenerName>()
        where port.Name == ServerPod.PortName(listener) && port.ContainerPort is not null
        select (listener, port.ContainerPort!.Value);
}
