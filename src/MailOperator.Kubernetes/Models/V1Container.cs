using System.Text.Json.Serialization;

namespace MailOperator.Kubernetes.Models;

/// <summary>One container of a pod (Kubernetes API, <c>v1 Container</c>).</summary>
public sealed record V1Container
{
    /// <summary>Its name, unique within the pod.</summary>
    public string? Name { get; init; }

    /// <summary>Its image.</summary>
    public string? Image { get; init; }

    /// <summary><c>Always</c>, <c>IfNotPresent</c> or <c>Never</c>.</summary>
    public string? ImagePullPolicy { get; init; }

    /// <summary>Replaces the image's entry point.</summary>
    public IReadOnlyList<string>? Command { get; init; }

    /// <summary>Replaces the image's arguments.</summary>
    public IReadOnlyList<string>? Args { get; init; }

    /// <summary>Where it runs.</summary>
    public string? WorkingDir { get; init; }

    /// <summary>The ports it listens on.</summary>
    public IReadOnlyList<V1ContainerPort>? Ports { get; init; }

    /// <summary>Its environment.</summary>
    public IReadOnlyList<V1EnvVar>? Env { get; init; }

    /// <summary>What it needs and what it may use.</summary>
    public V1ResourceRequirements? Resources { get; init; }

    /// <summary>The volumes it sees.</summary>
    public IReadOnlyList<V1VolumeMount>? VolumeMounts { get; init; }

    /// <summary>Whether it still runs; it is started again when not.</summary>
    public V1Probe? LivenessProbe { get; init; }

    /// <summary>Whether it may get traffic.</summary>
    public V1Probe? ReadinessProbe { get; init; }

    /// <summary>Whether it has started; the other probes wait for it.</summary>
    public V1Probe? StartupProbe { get; init; }

    /// <summary>What to do after its start and before its end.</summary>
    public V1Lifecycle? Lifecycle { get; init; }

    /// <summary>The file whose content becomes the termination message; the API's default is <c>/dev/termination-log</c>.</summary>
    public string? TerminationMessagePath { get; init; }

    /// <summary><c>File</c> (default) or <c>FallbackToLogsOnError</c>.</summary>
    public string? TerminationMessagePolicy { get; init; }

    /// <summary>Its rights.</summary>
    public V1SecurityContext? SecurityContext { get; init; }
}

/// <summary>A port that a container listens on.</summary>
public sealed record V1ContainerPort
{
    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>Its number.</summary>
    public int? ContainerPort { get; init; }

    /// <summary><c>TCP</c> (default), <c>UDP</c> or <c>SCTP</c>.</summary>
    public string? Protocol { get; init; }

    /// <summary>The node's port that is forwarded to it.</summary>
    public int? HostPort { get; init; }

    /// <summary>The node's address for <see cref="HostPort"/>.</summary>
    [JsonPropertyName("hostIP")]
    public string? HostIP { get; init; }
}

/// <summary>One variable of a container's environment.</summary>
public sealed record V1EnvVar
{
    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>Its value.</summary>
    public string? Value { get; init; }

    /// <summary>Where the value comes from, instead of <see cref="Value"/>.</summary>
    public V1EnvVarSource? ValueFrom { get; init; }
}

/// <summary>Where the value of a variable comes from.</summary>
public sealed record V1EnvVarSource
{
    /// <summary>A field of the pod.</summary>
    public V1ObjectFieldSelector? FieldRef { get; init; }

    /// <summary>An entry of a ConfigMap.</summary>
    public V1KeySelector? ConfigMapKeyRef { get; init; }

    /// <summary>An entry of a Secret.</summary>
    public V1KeySelector? SecretKeyRef { get; init; }
}

/// <summary>A field of the pod.</summary>
public sealed record V1ObjectFieldSelector
{
    /// <summary>The version of the path; the API's default is <c>v1</c>.</summary>
    public string? ApiVersion { get; init; }

    /// <summary>The path, such as <c>metadata.name</c>.</summary>
    public string? FieldPath { get; init; }
}

/// <summary>One entry of a ConfigMap or Secret.</summary>
public sealed record V1KeySelector
{
    /// <summary>The object's name.</summary>
    public string? Name { get; init; }

    /// <summary>The entry.</summary>
    public string? Key { get; init; }

    /// <summary>Whether it may be absent.</summary>
    public bool? Optional { get; init; }
}

/// <summary>A volume as a container sees it.</summary>
public sealed record V1VolumeMount
{
    /// <summary>The volume's name.</summary>
    public string? Name { get; init; }

    /// <summary>Where it is mounted.</summary>
    public string? MountPath { get; init; }

    /// <summary>A path within the volume, instead of its root.</summary>
    public string? SubPath { get; init; }

    /// <summary>Whether the container may only read.</summary>
    public bool? ReadOnly { get; init; }
}

/// <summary>What a container, or a claim, needs and may use, as quantities by resource.</summary>
public sealed record V1ResourceRequirements
{
    /// <summary>At least so much.</summary>
    public IReadOnlyDictionary<string, string>? Requests { get; init; }

    /// <summary>At most so much.</summary>
    public IReadOnlyDictionary<string, string>? Limits { get; init; }
}
