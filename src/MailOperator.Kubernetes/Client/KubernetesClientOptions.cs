using MailOperator.Kubernetes.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace MailOperator.Kubernetes.Client;

/// <summary>How patient the client is.</summary>
public sealed record KubernetesClientOptions
{
    /// <summary>How long a call may take with all its repetitions; watches have no such limit. Default 30 s.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a call is tried before its failure is reported. Default 10.</summary>
    public int Tries { get; init; } = 10;

    /// <summary>How long to wait before the second try; doubles with each, up to 5 s, and is jittered. Default 100 ms.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a watch may outlive the time at which the server should have ended it. Default 30 s.</summary>
    public TimeSpan WatchMargin { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest line of a watch that is read. Default 32 MiB: etcd's own limit for an object is 1.5 MiB.</summary>
    public int LongestWatchLine { get; init; } = 32 * 1024 * 1024;

    /// <summary>The longest answer that is read. Default 16 MiB: ten times etcd's own limit for an object, which JSON may write longer.</summary>
    public int LongestAnswer { get; init; } = 16 * 1024 * 1024;

    /// <summary>How the client names itself to the server. Default <c>mail-operator/VERSION</c>.</summary>
    public string UserAgent { get; init; } = $"mail-operator/{typeof(KubernetesClientOptions).Assembly.GetName().Version?.ToString(3)}";

    /// <summary>Where requests are counted, as <c>rest_client_requests_total{code,method,host}</c>; nowhere by default.</summary>
    public MetricsRegistry? Metrics { get; init; }

    /// <summary>
    /// Where the loss of the API server is told, and at the level Trace each try of a call: method, path, status, time, bytes.
    /// Bodies are told nowhere. Default: nowhere.
    /// </summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;
}
