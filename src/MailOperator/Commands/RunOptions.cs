using Microsoft.Extensions.Logging;

namespace MailOperator.Commands;

/// <summary>How the operator is run.</summary>
public sealed record RunOptions
{
    /// <summary>A kubeconfig file; null for KUBECONFIG, the pod's own ServiceAccount, or the file of the home directory.</summary>
    public string? Kubeconfig { get; init; }

    /// <summary>The context of the kubeconfig; null for its current one.</summary>
    public string? Context { get; init; }

    /// <summary>The namespaces that are looked after; empty for all.</summary>
    public IReadOnlyList<string> Namespaces { get; init; } = [];

    /// <summary>Whether of several replicas only one works.</summary>
    public bool LeaderElect { get; init; } = true;

    /// <summary>The namespace of the lease; null for that of the operator.</summary>
    public string? LeaseNamespace { get; init; }

    /// <summary>Where /livez, /readyz and /metrics are served.</summary>
    public string HttpAddress { get; init; } = "[::]:8080";

    /// <summary>The image of pods whose resource names none.</summary>
    public required string PostfixImage { get; init; }

    /// <summary>The Postfix release in that image.</summary>
    public required string PostfixVersion { get; init; }

    /// <summary>How the names of images begin that a resource may ask for; empty for any image.</summary>
    public IReadOnlyList<string> AllowedImages { get; init; } = [];

    /// <summary>The issuers that a resource may name, as <c>KIND/NAME</c> or <c>KIND/*</c>; empty for any issuer.</summary>
    public IReadOnlyList<string> AllowedIssuers { get; init; } = [];

    /// <summary>The priority classes that a resource may name; empty for any class.</summary>
    public IReadOnlyList<string> AllowedPriorityClasses { get; init; } = [];

    /// <summary>The namespace that the operator runs in.</summary>
    public string OperatorNamespace { get; init; } = "mail-operator";

    /// <summary>The time between two handshakes with a listener.</summary>
    public TimeSpan ProbeInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How many handshakes may be under way at once.</summary>
    public int ProbeConcurrency { get; init; } = 8;

    /// <summary>How many resources are reconciled at once.</summary>
    public int Workers { get; init; } = 8;

    /// <summary>The least level that is logged.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    /// <summary>Whether log lines are JSON.</summary>
    public bool LogAsJson { get; init; }
}
