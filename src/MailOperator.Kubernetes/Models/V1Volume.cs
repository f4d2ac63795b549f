using System.Text.Json;
using System.Text.Json.Serialization;

namespace MailOperator.Kubernetes.Models;

/// <summary>A volume of a pod: a name and exactly one source (Kubernetes API, <c>v1 Volume</c>).</summary>
public sealed record V1Volume
{
    /// <summary>Its name, unique within the pod.</summary>
    public string? Name { get; init; }

    /// <summary>The entries of a ConfigMap as files.</summary>
    public V1ConfigMapVolumeSource? ConfigMap { get; init; }

    /// <summary>The entries of a Secret as files.</summary>
    public V1SecretVolumeSource? Secret { get; init; }

    /// <summary>A directory that lives as long as the pod.</summary>
    public V1EmptyDirVolumeSource? EmptyDir { get; init; }

    /// <summary>A claimed volume.</summary>
    public V1PersistentVolumeClaimVolumeSource? PersistentVolumeClaim { get; init; }

    /// <summary>Several sources in one directory.</summary>
    public V1ProjectedVolumeSource? Projected { get; init; }

    /// <summary>Sources that are not modelled here, as they were read.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Others { get; init; }
}

/// <summary>The entries of a ConfigMap as files.</summary>
public sealed record V1ConfigMapVolumeSource
{
    /// <summary>The ConfigMap.</summary>
    public string? Name { get; init; }

    /// <summary>Some entries only, under their own paths.</summary>
    public IReadOnlyList<V1KeyToPath>? Items { get; init; }

    /// <summary>The files' mode, a plain number (octal 0400 is 256); the API's default is 0644.</summary>
    public int? DefaultMode { get; init; }

    /// <summary>Whether the pod starts without it.</summary>
    public bool? Optional { get; init; }
}

/// <summary>The entries of a Secret as files.</summary>
public sealed record V1SecretVolumeSource
{
    /// <summary>The Secret.</summary>
    public string? SecretName { get; init; }

    /// <summary>Some entries only, under their own paths.</summary>
    public IReadOnlyList<V1KeyToPath>? Items { get; init; }

    /// <summary>The files' mode, a plain number (octal 0400 is 256); the API's default is 0644.</summary>
    public int? DefaultMode { get; init; }

    /// <summary>Whether the pod starts without it.</summary>
    public bool? Optional { get; init; }
}

/// <summary>One entry as a file.</summary>
public sealed record V1KeyToPath
{
    /// <summary>The entry.</summary>
    public string? Key { get; init; }

    /// <summary>The file's path within the volume.</summary>
    public string? Path { get; init; }

    /// <summary>The file's mode, a plain number.</summary>
    public int? Mode { get; init; }
}

/// <summary>A directory that lives as long as the pod.</summary>
public sealed record V1EmptyDirVolumeSource
{
    /// <summary>Absent for the node's disk, <c>Memory</c> for tmpfs.</summary>
    public string? Medium { get; init; }

    /// <summary>At most so much, as a quantity.</summary>
    public string? SizeLimit { get; init; }
}

/// <summary>A claimed volume.</summary>
public sealed record V1PersistentVolumeClaimVolumeSource
{
    /// <summary>The claim.</summary>
    public string? ClaimName { get; init; }

    /// <summary>Whether it can only be read.</summary>
    public bool? ReadOnly { get; init; }
}

/// <summary>Several sources in one directory.</summary>
public sealed record V1ProjectedVolumeSource
{
    /// <summary>The sources.</summary>
    public IReadOnlyList<V1VolumeProjection>? Sources { get; init; }

    /// <summary>The files' mode, a plain number; the API's default is 0644.</summary>
    public int? DefaultMode { get; init; }
}

/// <summary>One source of a projected volume.</summary>
public sealed record V1VolumeProjection
{
    /// <summary>Entries of a ConfigMap.</summary>
    public V1KeyProjection? ConfigMap { get; init; }

    /// <summary>Entries of a Secret.</summary>
    public V1KeyProjection? Secret { get; init; }
}

/// <summary>Entries of a ConfigMap or Secret within a projected volume.</summary>
public sealed record V1KeyProjection
{
    /// <summary>The object's name.</summary>
    public string? Name { get; init; }

    /// <summary>Some entries only, under their own paths.</summary>
    public IReadOnlyList<V1KeyToPath>? Items { get; init; }

    /// <summary>Whether the pod starts without it.</summary>
    public bool? Optional { get; init; }
}
