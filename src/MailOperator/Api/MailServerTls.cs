using MailOperator.Api.Schema;
using MailOperator.Api.Status;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Api;

/// <summary>A server that speaks SMTP over TLS: its name, certificates, ports, and who may connect.</summary>
[KubernetesEntity(Group = GroupName, ApiVersion = Version, Kind = KindName, PluralName = "mailservertls")]
[KubernetesEntityShortNames("mst")]
[ScaleSubresource(".spec.workload.replicas", ".status.replicas", ".status.selector")]
[GenericAdditionalPrinterColumn(".status.conditions[?(@.type==\"Ready\")].status", "Ready", "string",
    Description = "Whether the pods serve what is wanted.")]
[GenericAdditionalPrinterColumn(".status.conditions[?(@.type==\"Ready\")].reason", "Reason", "string",
    Description = "Why, in one word.", Priority = 1)]
[GenericAdditionalPrinterColumn(".spec.hostname", "Hostname", "string",
    Description = "The name of the server.")]
[GenericAdditionalPrinterColumn(".status.listenerSummary", "Listeners", "string",
    Description = "Ports, and how many pods were verified on all of them.")]
[GenericAdditionalPrinterColumn(".status.certificateExpiry", "Certificate expiry", "string",
    Description = "When the first of the certificates ends.")]
[GenericAdditionalPrinterColumn(".status.addresses[0].value", "Address", "string",
    Description = "Where clients reach the server.")]
[GenericAdditionalPrinterColumn(".status.conditions[?(@.type==\"Paused\")].status", "Paused", "string",
    Description = "Whether the operator lets the resource alone.")]
[GenericAdditionalPrinterColumn(".metadata.creationTimestamp", "Age", "date",
    Description = "Time since the resource was made.")]
// A name cannot be changed. Of a resource that is there already, made when its definition had no rules, only the operator speaks:
// API servers check the root at each write, and would let nobody change its labels or finish its deletion. What is created has no
// status yet. (optionalOldSelf says the same, and is refused by API servers before 1.29.)
[ValidationRule("NameTooLong",
    "has(self.status) || self.metadata.name.size() <= 40",
    Message = "the name is longer than 40 characters, too long for the names made from it: choose a shorter one")]
[ValidationRule("NameNotALabel",
    "has(self.status) || self.metadata.name.matches('^[a-z]([-a-z0-9]*[a-z0-9])?$')",
    Message = "the name is also that of a Service: begin with a letter, use letters, digits and hyphens only")]
public sealed record MailServerTls : IKubernetesObject
{
    /// <summary>The API group.</summary>
    public const string GroupName = "mailoperator.io";

    /// <summary>The version within the group.</summary>
    public const string Version = "v1alpha1";

    /// <summary>Group and version.</summary>
    public const string GroupVersion = GroupName + "/" + Version;

    /// <summary>The kind.</summary>
    public const string KindName = "MailServerTls";

    /// <summary>Group and version: mailoperator.io/v1alpha1.</summary>
    public string? ApiVersion { get; init; } = GroupVersion;

    /// <summary>The kind: MailServerTls.</summary>
    public string? Kind { get; init; } = KindName;

    /// <summary>The standard metadata.</summary>
    public V1ObjectMeta Metadata { get; init; } = new();

    /// <summary>What is wanted.</summary>
    [Required]
    public MailServerTlsSpec Spec { get; init; } = new();

    /// <summary>What is, as the operator last saw it.</summary>
    public MailServerTlsStatus? Status { get; init; }
}
