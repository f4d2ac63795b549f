namespace MailOperator.Kubernetes.Models;

/// <summary>One aspect of an object's state (<c>meta/v1 Condition</c>).</summary>
public sealed record V1Condition
{
    /// <summary>The aspect, in CamelCase.</summary>
    public string? Type { get; init; }

    /// <summary><c>True</c>, <c>False</c> or <c>Unknown</c>.</summary>
    public string? Status { get; init; }

    /// <summary>The generation that this was concluded from.</summary>
    public long? ObservedGeneration { get; init; }

    /// <summary>When <see cref="Status"/> changed last.</summary>
    public DateTimeOffset? LastTransitionTime { get; init; }

    /// <summary>Why, as one CamelCase word for programs.</summary>
    public string? Reason { get; init; }

    /// <summary>Why, as a sentence for people.</summary>
    public string? Message { get; init; }
}
