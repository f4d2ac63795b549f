using System.Net;
using System.Text;
using MailOperator.Api;

namespace MailOperator.Admission.Rules;

/// <summary>Rules about the pods.</summary>
internal static class WorkloadRules
{
    private const string Labels = "spec.workload.podLabels";

    /// <summary>The bytes of annotations that an object takes (apimachinery, TotalAnnotationSizeLimitB), without a share for the operator's own.</summary>
    private const int MostAnnotations = (256 - 8) * 1024;

    private static readonly string[] OwnLabels =
        ["app.kubernetes.io/name", "app.kubernetes.io/instance", "app.kubernetes.io/managed-by", "app.kubernetes.io/component"];

    public static IReadOnlyList<Rule> All { get; } =
    [
        Rule.Error("Replicas", "spec.workload.replicas", spec => spec.Workload.Replicas is < 0 or > 100,
            "There cannot be that many pods. Give 0 to 100."),
        Rule.Warning("NoReplicas", "spec.workload.replicas", spec => spec.Workload.Replicas == 0,
            "With 0 replicas nothing is served and queued mail waits. Scale up to serve."),
        Rule.Error("Drain", "spec.workload.drain",
            spec => spec.Workload.Drain.Maximum.Value <= TimeSpan.Zero
                || spec.Workload.Drain.Delay.Value + spec.Workload.Drain.Maximum.Value > TimeSpan.FromHours(1),
            "Pods could not end in an orderly way. Give a maximum longer than 0s, and delay and maximum of at most 1h together; 10s "
                + "and 90s are usual."),
        Rule.Error("DnsNameservers", "spec.workload.dnsConfig.nameservers",
            spec => spec.Workload.DnsPolicy == DnsPolicy.None && spec.Workload.DnsConfig is not { Nameservers.Count: > 0 },
            "With dnsPolicy None the pods ask only what dnsConfig names. Give nameservers, or another dnsPolicy."),
        Rule.Error("DnsNameserver", resource =>
            from server in (resource.Spec.Workload.DnsConfig?.Nameservers ?? []).Index()
            where !IsAddress(server.Item)
            select new Fault(FormattableString.Invariant($"spec.workload.dnsConfig.nameservers[{server.Index}]"),
                "This is no address. Give one of IPv4 or IPv6, such as 192.0.2.53.")),
        Rule.Error("PodLabel", InvalidLabels),
        Rule.Error("PodAnnotation", resource =>
            ServiceRules.ReservedOrMalformed("spec.workload.podAnnotations", resource.Spec.Workload.PodAnnotations.Keys)),
        Rule.Error("AnnotationsTooLong", resource =>
            from annotations in ((string Field, IReadOnlyDictionary<string, string> Entries)[])
                [("spec.workload.podAnnotations", resource.Spec.Workload.PodAnnotations), ("spec.service.annotations", resource.Spec.Service.Annotations)]
            where annotations.Entries.Sum(entry => Encoding.UTF8.GetByteCount(entry.Key) + Encoding.UTF8.GetByteCount(entry.Value)) > MostAnnotations
            select new Fault(annotations.Field, "An object takes 256 KiB of annotations, and the operator adds its own. Give less.")),
    ];

    // Four numbers: 10.1 is an address to .NET, and to the API server none.
    private static bool IsAddress(string text) =>
        IPAddress.TryParse(text, out var address) && (text.Contains(':', StringComparison.Ordinal) || address.ToString() == text);

    private static IEnumerable<Fault> InvalidLabels(MailServerTls resource)
    {
        var labels = resource.Spec.Workload.PodLabels;
        foreach (var fault in ServiceRules.ReservedOrMalformed(Labels, labels.Keys)) yield return fault;
        foreach (var (key, value) in labels.OrderBy(label => label.Key, StringComparer.Ordinal))
        {
            if (OwnLabels.Contains(key, StringComparer.Ordinal))
                yield return new Fault($"{Labels}[{key}]", "The operator sets this label itself, and selects pods by it. Remove it.");
            else if (!MetadataKey.IsLabelValue(value))
                yield return new Fault($"{Labels}[{key}]", MetadataKey.ValueForm);
        }
    }
}
