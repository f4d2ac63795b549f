namespace MailOperator.Kubernetes.Models;

/// <summary>A container's rights (Kubernetes API, <c>v1 SecurityContext</c>).</summary>
public sealed record V1SecurityContext
{
    /// <summary>Linux capabilities beyond or below the runtime's default.</summary>
    public V1Capabilities? Capabilities { get; init; }

    /// <summary>Whether it has all rights of the node.</summary>
    public bool? Privileged { get; init; }

    /// <summary>Whether a process may gain more rights than its parent.</summary>
    public bool? AllowPrivilegeEscalation { get; init; }

    /// <summary>Whether the image's files can only be read.</summary>
    public bool? ReadOnlyRootFilesystem { get; init; }

    /// <summary>The numeric user.</summary>
    public long? RunAsUser { get; init; }

    /// <summary>The numeric group.</summary>
    public long? RunAsGroup { get; init; }

    /// <summary>Whether the kubelet refuses to run it as root.</summary>
    public bool? RunAsNonRoot { get; init; }

    /// <summary>The system call filter.</summary>
    public V1SeccompProfile? SeccompProfile { get; init; }
}

/// <summary>Security settings of a pod as a whole (Kubernetes API, <c>v1 PodSecurityContext</c>).</summary>
public sealed record V1PodSecurityContext
{
    /// <summary>The numeric user.</summary>
    public long? RunAsUser { get; init; }

    /// <summary>The numeric group.</summary>
    public long? RunAsGroup { get; init; }

    /// <summary>Whether the kubelet refuses to run containers as root.</summary>
    public bool? RunAsNonRoot { get; init; }

    /// <summary>The group that volumes belong to.</summary>
    public long? FsGroup { get; init; }

    /// <summary><c>Always</c> (default) or <c>OnRootMismatch</c>.</summary>
    public string? FsGroupChangePolicy { get; init; }

    /// <summary>Further groups of every process.</summary>
    public IReadOnlyList<long>? SupplementalGroups { get; init; }

    /// <summary>The system call filter.</summary>
    public V1SeccompProfile? SeccompProfile { get; init; }

    /// <summary>Kernel parameters of the pod's namespaces.</summary>
    public IReadOnlyList<V1Sysctl>? Sysctls { get; init; }
}

/// <summary>Linux capabilities, without the <c>CAP_</c>.</summary>
public sealed record V1Capabilities
{
    /// <summary>Added.</summary>
    public IReadOnlyList<string>? Add { get; init; }

    /// <summary>Taken away; <c>ALL</c> for all.</summary>
    public IReadOnlyList<string>? Drop { get; init; }
}

/// <summary>A system call filter.</summary>
public sealed record V1SeccompProfile
{
    /// <summary><c>RuntimeDefault</c>, <c>Localhost</c> or <c>Unconfined</c>.</summary>
    public string? Type { get; init; }

    /// <summary>The file on the node, for <c>Localhost</c>.</summary>
    public string? LocalhostProfile { get; init; }
}

/// <summary>A kernel parameter.</summary>
public sealed record V1Sysctl
{
    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>Its value.</summary>
    public string? Value { get; init; }
}
