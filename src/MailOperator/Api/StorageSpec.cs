using MailOperator.Api.Schema;

namespace MailOperator.Api;

/// <summary>The volume of each pod's mail queue.</summary>
public sealed record StorageSpec
{
    /// <summary>The size to ask for.</summary>
    public ResourceQuantity Size { get; init; } = new("1Gi");

    /// <summary>The storage class; the cluster's default when absent, no dynamic provisioning when empty.</summary>
    [Length(1, 253)]
    [Pattern(FieldPatterns.ObjectName)]
    public string? StorageClassName { get; init; }
}
