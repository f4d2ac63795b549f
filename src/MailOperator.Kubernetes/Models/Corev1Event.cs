using System.Text.Json.Serialization;

namespace MailOperator.Kubernetes.Models;

/// <summary>Something that happened to an object, as <c>kubectl describe</c> shows it (Kubernetes API, <c>v1 Event</c>).</summary>
[KubernetesEntity(ApiVersion = "v1", Kind = "Event", PluralName = "events")]
public sealed record Corev1Event : IKubernetesObject
{
    /// <inheritdoc/>
    public string? ApiVersion { get; init; } = "v1";

    /// <inheritdoc/>
    public string? Kind { get; init; } = "Event";

    /// <inheritdoc/>
    public V1ObjectMeta Metadata { get; init; } = new();

    /// <summary>The object that it happened to.</summary>
    public V1ObjectReference? InvolvedObject { get; init; }

    /// <summary>One CamelCase word for programs.</summary>
    public string? Reason { get; init; }

    /// <summary>A sentence for people.</summary>
    public string? Message { get; init; }

    /// <summary><c>Normal</c> or <c>Warning</c>.</summary>
    public string? Type { get; init; }

    /// <summary>Who tells.</summary>
    public V1EventSource? Source { get; init; }

    /// <summary>When it happened first.</summary>
    public DateTimeOffset? FirstTimestamp { get; init; }

    /// <summary>When it happened last.</summary>
    public DateTimeOffset? LastTimestamp { get; init; }

    /// <summary>How often it happened.</summary>
    public int? Count { get; init; }

    /// <summary>When it was observed; set by who uses <see cref="Series"/>.</summary>
    [JsonConverter(typeof(MicroTimeConverter))]
    public DateTimeOffset? EventTime { get; init; }

    /// <summary>The repetitions.</summary>
    public V1EventSeries? Series { get; init; }

    /// <summary>What was done or failed.</summary>
    public string? Action { get; init; }

    /// <summary>A second object.</summary>
    public V1ObjectReference? Related { get; init; }

    /// <summary>The controller, such as <c>mailoperator.io/mail-operator</c>.</summary>
    public string? ReportingComponent { get; init; }

    /// <summary>Which of its instances.</summary>
    public string? ReportingInstance { get; init; }
}

/// <summary>Who tells of an event.</summary>
public sealed record V1EventSource
{
    /// <summary>The component.</summary>
    public string? Component { get; init; }

    /// <summary>The node.</summary>
    public string? Host { get; init; }
}

/// <summary>The repetitions of an event.</summary>
public sealed record V1EventSeries
{
    /// <summary>How many.</summary>
    public int? Count { get; init; }

    /// <summary>When the last one was.</summary>
    [JsonConverter(typeof(MicroTimeConverter))]
    public DateTimeOffset? LastObservedTime { get; init; }
}
