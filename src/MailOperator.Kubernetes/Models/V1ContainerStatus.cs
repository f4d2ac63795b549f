using System.Text.Json.Serialization;

namespace MailOperator.Kubernetes.Models;

/// <summary>What the kubelet reports of a container (Kubernetes API, <c>v1 ContainerStatus</c>).</summary>
public sealed record V1ContainerStatus
{
    /// <summary>The container's name.</summary>
    public string? Name { get; init; }

    /// <summary>Its state now.</summary>
    public V1ContainerState? State { get; init; }

    /// <summary>How its last run ended.</summary>
    public V1ContainerState? LastState { get; init; }

    /// <summary>Whether its readiness probe passes.</summary>
    public bool? Ready { get; init; }

    /// <summary>Whether its startup probe has passed.</summary>
    public bool? Started { get; init; }

    /// <summary>How often it was started again.</summary>
    public int? RestartCount { get; init; }

    /// <summary>The image as it was asked for.</summary>
    public string? Image { get; init; }

    /// <summary>The image as it was found, by digest.</summary>
    [JsonPropertyName("imageID")]
    public string? ImageID { get; init; }

    /// <summary>The container's id in the runtime.</summary>
    [JsonPropertyName("containerID")]
    public string? ContainerID { get; init; }
}

/// <summary>Exactly one of waiting, running, terminated.</summary>
public sealed record V1ContainerState
{
    /// <summary>It does not run yet.</summary>
    public V1ContainerStateWaiting? Waiting { get; init; }

    /// <summary>It runs.</summary>
    public V1ContainerStateRunning? Running { get; init; }

    /// <summary>It has ended.</summary>
    public V1ContainerStateTerminated? Terminated { get; init; }
}

/// <summary>Why a container does not run yet.</summary>
public sealed record V1ContainerStateWaiting
{
    /// <summary>One word, such as <c>ImagePullBackOff</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>A sentence.</summary>
    public string? Message { get; init; }
}

/// <summary>Since when a container runs.</summary>
public sealed record V1ContainerStateRunning
{
    /// <summary>When it was started.</summary>
    public DateTimeOffset? StartedAt { get; init; }
}

/// <summary>How a container ended.</summary>
public sealed record V1ContainerStateTerminated
{
    /// <summary>The exit status.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The signal that ended it.</summary>
    public int? Signal { get; init; }

    /// <summary>One word, such as <c>OOMKilled</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>What the container wrote to its termination message file, at most 4096 bytes.</summary>
    public string? Message { get; init; }

    /// <summary>When it was started.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The container's id in the runtime.</summary>
    [JsonPropertyName("containerID")]
    public string? ContainerID { get; init; }
}
