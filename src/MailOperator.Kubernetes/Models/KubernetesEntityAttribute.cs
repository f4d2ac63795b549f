namespace MailOperator.Kubernetes.Models;

/// <summary>Says under which group, version, kind and plural a type is served by the API server.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class KubernetesEntityAttribute : Attribute
{
    /// <summary>The API group; empty for the core group.</summary>
    public string Group { get; init; } = "";

    /// <summary>The version within the group, such as <c>v1</c>.</summary>
    public required string ApiVersion { get; init; }

    /// <summary>The kind, in CamelCase and singular.</summary>
    public required string Kind { get; init; }

    /// <summary>The resource's name in URLs, lower case and plural.</summary>
    public required string PluralName { get; init; }
}
