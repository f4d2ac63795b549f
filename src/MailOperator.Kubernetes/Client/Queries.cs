namespace MailOperator.Kubernetes.Client;

/// <summary>What to list.</summary>
public sealed record ListQuery
{
    /// <summary>One namespace, or <c>null</c> for all.</summary>
    public string? Namespace { get; init; }

    /// <summary>A label selector.</summary>
    public string? LabelSelector { get; init; }

    /// <summary>A field selector.</summary>
    public string? FieldSelector { get; init; }

    /// <summary>At most so many items a page; <c>null</c> for all at once.</summary>
    public int? Limit { get; init; }

    /// <summary>The token that the page before gave.</summary>
    public string? Continue { get; init; }

    /// <summary><c>"0"</c> reads from the server's watch cache, <c>null</c> or empty reads the newest state from storage.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>
    /// Only metadata is transferred (<c>PartialObjectMetadata</c>), and of it only what an object is known by is read: name, namespace, uid,
    /// version, times, controller.
    /// </summary>
    public bool MetadataOnly { get; init; }

    /// <summary>With metadata only: the one annotation that is read too.</summary>
    public string? Annotation { get; init; }
}

/// <summary>What to watch.</summary>
public sealed record WatchQuery
{
    /// <summary>One namespace, or <c>null</c> for all.</summary>
    public string? Namespace { get; init; }

    /// <summary>A label selector.</summary>
    public string? LabelSelector { get; init; }

    /// <summary>A field selector.</summary>
    public string? FieldSelector { get; init; }

    /// <summary>Events after this version are sent.</summary>
    public required string ResourceVersion { get; init; }

    /// <summary>After this time the server ends the stream.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>
    /// Only metadata is transferred (<c>PartialObjectMetadata</c>), and of it only what an object is known by is read: name, namespace, uid,
    /// version, times, controller.
    /// </summary>
    public bool MetadataOnly { get; init; }

    /// <summary>With metadata only: the one annotation that is read too.</summary>
    public string? Annotation { get; init; }
}

/// <summary>How to delete.</summary>
public sealed record DeleteQuery
{
    /// <summary><c>Background</c>, <c>Foreground</c> or <c>Orphan</c>; <c>null</c> for the kind's default.</summary>
    public string? PropagationPolicy { get; init; }

    /// <summary>Delete only the object with this uid.</summary>
    public string? Uid { get; init; }

    /// <summary>Delete only this version of the object.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>Seconds that the object is given; <c>null</c> for its own.</summary>
    public int? GracePeriodSeconds { get; init; }
}
