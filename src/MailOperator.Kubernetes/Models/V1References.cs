using System.Text.Json.Serialization;

namespace MailOperator.Kubernetes.Models;

/// <summary>Names an object of the same namespace (Kubernetes API, <c>v1 LocalObjectReference</c>).</summary>
public sealed record V1LocalObjectReference
{
    /// <summary>The object's name.</summary>
    public string? Name { get; init; }
}

/// <summary>Names any object (Kubernetes API, <c>v1 ObjectReference</c>).</summary>
public sealed record V1ObjectReference
{
    /// <summary>Group and version.</summary>
    public string? ApiVersion { get; init; }

    /// <summary>The kind.</summary>
    public string? Kind { get; init; }

    /// <summary>The name.</summary>
    public string? Name { get; init; }

    /// <summary>The namespace.</summary>
    [JsonPropertyName("namespace")]
    public string? NamespaceProperty { get; init; }

    /// <summary>The uid.</summary>
    public string? Uid { get; init; }

    /// <summary>The version that was seen.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>A part of the object, such as <c>spec.containers{name}</c>.</summary>
    public string? FieldPath { get; init; }
}
