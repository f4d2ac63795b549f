using System.Text.Json;
using MailOperator.Api.Schema;

namespace MailOperator.Api;

/// <summary>The pods.</summary>
[ValidationRule("DnsNameservers",
    "self.dnsPolicy != 'None' || (has(self.dnsConfig) && has(self.dnsConfig.nameservers) && self.dnsConfig.nameservers.size() > 0)",
    Message = "with dnsPolicy None the pods ask only what dnsConfig names: give dnsConfig.nameservers")]
public sealed record WorkloadSpec
{
    /// <summary>How many pods serve. With 0 nothing is served.</summary>
    [RangeMinimum(0)]
    [RangeMaximum(100)]
    public int Replicas { get; init; } = 2;

    /// <summary>The Postfix image; the one of the operator's release when absent.</summary>
    [Length(1, 512)]
    [Pattern(FieldPatterns.Image)]
    public string? Image { get; init; }

    /// <summary>
    /// What an image of your own has beside what the one of the release has, so that parameters may use it: types of tables, whose files
    /// are in the image, and plug-ins for AUTH. The gate tries it.
    /// </summary>
    [Items(0, 16)]
    [ListSet]
    public IReadOnlyList<ImageFeature> ImageFeatures { get; init; } = [];

    /// <summary>When the image is pulled.</summary>
    public ImagePullPolicy ImagePullPolicy { get; init; } = ImagePullPolicy.IfNotPresent;

    /// <summary>Secrets with credentials for the registry.</summary>
    [Items(0, 16)]
    public IReadOnlyList<SecretReference> ImagePullSecrets { get; init; } = [];

    /// <summary>The queue volume of each pod.</summary>
    public StorageSpec Storage { get; init; } = new();

    /// <summary>Compute resources of the Postfix container, and of the gate's. Where this says nothing,
    /// 50m of CPU and 64Mi of memory are requested.</summary>
    public ResourcesSpec Resources { get; init; } = new();

    /// <summary>Labels that a node must have.</summary>
    [Items(0, 64)]
    [Length(0, 63)]
    [Pattern(FieldPatterns.LabelValue)]
    public IReadOnlyDictionary<string, string> NodeSelector { get; init; } = new Dictionary<string, string>();

    /// <summary>Taints that are tolerated.</summary>
    [Items(0, 64)]
    public IReadOnlyList<Toleration> Tolerations { get; init; } = [];

    /// <summary>Scheduling rules, passed on to the pods (core/v1 Affinity).</summary>
    [CoreType("Affinity")]
    public JsonElement? Affinity { get; init; }

    /// <summary>How pods are spread, passed on to the pods (core/v1 TopologySpreadConstraint).</summary>
    [CoreType("TopologySpreadConstraint")]
    [Items(0, 16)]
    public IReadOnlyList<JsonElement> TopologySpreadConstraints { get; init; } = [];

    /// <summary>The priority class of the pods.</summary>
    [Length(1, 253)]
    [Pattern(FieldPatterns.ObjectName)]
    public string? PriorityClassName { get; init; }

    /// <summary>Annotations of the pods, besides the operator's own.</summary>
    [Items(0, 64)]
    [Length(0, 4096)]
    public IReadOnlyDictionary<string, string> PodAnnotations { get; init; } = new Dictionary<string, string>();

    /// <summary>Labels of the pods, besides the operator's own.</summary>
    [Items(0, 64)]
    [Length(0, 63)]
    [Pattern(FieldPatterns.LabelValue)]
    public IReadOnlyDictionary<string, string> PodLabels { get; init; } = new Dictionary<string, string>();

    /// <summary>Whom the pods ask for names. For DANE name a resolver that validates DNSSEC in dnsConfig, with None here.</summary>
    public DnsPolicy DnsPolicy { get; init; } = DnsPolicy.ClusterFirst;

    /// <summary>The resolver, or what is added to the one of dnsPolicy.</summary>
    public DnsConfigSpec? DnsConfig { get; init; }

    /// <summary>How a pod ends.</summary>
    public DrainSpec Drain { get; init; } = new();
}
