using MailOperator.Api;

namespace MailOperator.Admission.Rules;

/// <summary>Rules about the pods.</summary>
internal static class WorkloadRules
{
    private const string Labels = "spec.workload.podLabels";

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
        Rule.Error("PodLabel", InvalidLabels),
        Rule.Error("PodAnnotation", resource =>
            ServiceRules.ReservedOrMalformed("spec.workload.podAnnotations", resource.Spec.Workload.PodAnnotations.Keys)),
    ];

    private static IEnumerable<Fault> InvalidLabels(MailServerTls resource)
    {
        var labels = resource.Spec.Workload.PodLabels;
        foreach (var fault in ServiceRules.ReservedOrMalformed(Labels, labels.Keys)) yield return fault;
        foreach (var (key, value) in labels.OrderBy(label => label.Key, StringComparer.Ordinal))
        {
            if (OwnLabels.Contains(key, StringComparer.Ordinal))
                yield return new Fault($"{Labels}[{key}]", "The operator sets this label itself, and selects pods by it. Remove it.");
            else if (!MetadataKey.IsLabelValue(value))
                yield return new Fault($"{Labels}[{key}]", "This is no value of a label. Give up to 63 letters, digits, '-', '_' and '.'.");
        }
    }
}
