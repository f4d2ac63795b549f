using System.Globalization;
using MailOperator.Kubernetes.Models;
using MailOperator.Naming;
using MailOperator.Observe;

namespace MailOperator.Plan;

/// <summary>
/// The ports on other hosts that pods connect to. Each pod carries its own in an annotation: while a candidate is tried or held, these
/// are not those of the resource, and to shut them already would cut off what serves.
/// </summary>
public static class OutgoingPorts
{
    /// <summary>Those of every server: SMTP, and submission to others.</summary>
    private static readonly int[] Always = [25, 465, 587];

    /// <summary>Those of every server, and those of the pods as they should be, as they last should have been, and as they are.</summary>
    public static IReadOnlyList<int> Of(Observation observed, WorkloadPlan? workload)
    {
        V1ObjectMeta?[] templates =
            [workload?.StatefulSet.Spec?.Template?.Metadata, observed.Serving?.Template.Metadata];
        return
        [
            .. Always,
            .. templates.OfType<V1ObjectMeta>().Concat(WorkloadPlan.Pods(observed).Select(pod => pod.Metadata))
                .SelectMany(Of).Distinct().Except(Always).Order(),
        ];
    }

    /// <summary>The annotation's value; null where there is nothing to say.</summary>
    public static string? Write(IEnumerable<int> ports) =>
        string.Join(',', ports.Except(Always).Select(port => port.ToString(CultureInfo.InvariantCulture))) is { Length: > 0 } text
            ? text
            : null;

    private static IEnumerable<int> Of(V1ObjectMeta metadata) =>
        from word in metadata.Annotations?.GetValueOrDefault(Names.OutgoingPortsAnnotation)?.Split(',') ?? []
        let port = int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0
        where port is >= 1 and <= 65535
        select port;
}
