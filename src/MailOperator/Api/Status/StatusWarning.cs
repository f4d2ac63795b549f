using MailOperator.Api.Schema;

namespace MailOperator.Api.Status;

/// <summary>Something that works and should not stay so.</summary>
public sealed record StatusWarning
{
    /// <summary>The field, such as spec.tls.profile.</summary>
    [Required]
    [Length(0, 512)]
    public string Field { get; init; } = "";

    /// <summary>Why, in one CamelCase word.</summary>
    [Required]
    [Length(1, 128)]
    public string Reason { get; init; } = "";

    /// <summary>What is wrong and what to do.</summary>
    [Required]
    [Length(0, 1024)]
    public string Message { get; init; } = "";
}
