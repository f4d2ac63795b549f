namespace MailOperator.Kubernetes.Models;

/// <summary>What the API server answers when it has no object to answer with (<c>meta/v1 Status</c>).</summary>
public sealed record V1Status
{
    /// <summary><c>v1</c>.</summary>
    public string? ApiVersion { get; init; } = "v1";

    /// <summary><c>Status</c>.</summary>
    public string? Kind { get; init; } = "Status";

    /// <summary><c>Success</c> or <c>Failure</c>.</summary>
    public string? Status { get; init; }

    /// <summary>A sentence for people.</summary>
    public string? Message { get; init; }

    /// <summary>One word for programs, such as <c>NotFound</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>The HTTP status.</summary>
    public int? Code { get; init; }

    /// <summary>More about a failure.</summary>
    public V1StatusDetails? Details { get; init; }
}

/// <summary>More about a failure.</summary>
public sealed record V1StatusDetails
{
    /// <summary>The object's name.</summary>
    public string? Name { get; init; }

    /// <summary>The object's kind or resource.</summary>
    public string? Kind { get; init; }

    /// <summary>Seconds after which to try again.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>What was wrong, field by field.</summary>
    public IReadOnlyList<V1StatusCause>? Causes { get; init; }
}

/// <summary>One thing that was wrong.</summary>
public sealed record V1StatusCause
{
    /// <summary>One word for programs.</summary>
    public string? Reason { get; init; }

    /// <summary>A sentence for people.</summary>
    public string? Message { get; init; }

    /// <summary>The field's path.</summary>
    public string? Field { get; init; }
}
