using System.Text.Json;
using System.Text.Json.Serialization;

namespace MailOperator.Kubernetes.Models;

/// <summary>How the kubelet asks a container how it is (Kubernetes API, <c>v1 Probe</c>).</summary>
public sealed record V1Probe
{
    /// <summary>By running a command in the container; exit status 0 is well.</summary>
    public V1ExecAction? Exec { get; init; }

    /// <summary>By opening a TCP connection.</summary>
    public V1TCPSocketAction? TcpSocket { get; init; }

    /// <summary>By an HTTP request; 200 to 399 is well.</summary>
    public V1HTTPGetAction? HttpGet { get; init; }

    /// <summary>Seconds before the first time; the API's default is 0.</summary>
    public int? InitialDelaySeconds { get; init; }

    /// <summary>Seconds between; the API's default is 10.</summary>
    public int? PeriodSeconds { get; init; }

    /// <summary>Seconds that an answer may take; the API's default is 1.</summary>
    public int? TimeoutSeconds { get; init; }

    /// <summary>So many in a row until it counts as well; the API's default is 1.</summary>
    public int? SuccessThreshold { get; init; }

    /// <summary>So many in a row until it counts as failed; the API's default is 3.</summary>
    public int? FailureThreshold { get; init; }

    /// <summary>Ways of asking that are not modelled here, as they were read.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Others { get; init; }
}

/// <summary>A command within the container, no shell.</summary>
public sealed record V1ExecAction
{
    /// <summary>The program and its arguments.</summary>
    public IReadOnlyList<string>? Command { get; init; }
}

/// <summary>A TCP connection to the pod.</summary>
public sealed record V1TCPSocketAction
{
    /// <summary>The host; the pod's address when absent.</summary>
    public string? Host { get; init; }

    /// <summary>The port, by number or name.</summary>
    public IntOrString? Port { get; init; }
}

/// <summary>An HTTP GET to the pod.</summary>
public sealed record V1HTTPGetAction
{
    /// <summary>The host; the pod's address when absent.</summary>
    public string? Host { get; init; }

    /// <summary>The port, by number or name.</summary>
    public IntOrString? Port { get; init; }

    /// <summary>The path.</summary>
    public string? Path { get; init; }

    /// <summary><c>HTTP</c> (default) or <c>HTTPS</c>.</summary>
    public string? Scheme { get; init; }
}

/// <summary>What happens around a container's life.</summary>
public sealed record V1Lifecycle
{
    /// <summary>Right after its start.</summary>
    public V1LifecycleHandler? PostStart { get; init; }

    /// <summary>Before SIGTERM, within the grace period.</summary>
    public V1LifecycleHandler? PreStop { get; init; }
}

/// <summary>One thing to do.</summary>
public sealed record V1LifecycleHandler
{
    /// <summary>Run a command in the container.</summary>
    public V1ExecAction? Exec { get; init; }

    /// <summary>Ask by HTTP.</summary>
    public V1HTTPGetAction? HttpGet { get; init; }
}
