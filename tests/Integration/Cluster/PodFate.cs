namespace MailOperator.Integration.Cluster;

/// <summary>What becomes of a pod; by default it runs, is ready and serves, and a gate's pod passes.</summary>
internal sealed record PodFate
{
    public static PodFate Good { get; } = new();

    /// <summary>Whether a serving pod becomes ready; one that does not has no listener either.</summary>
    public bool Ready { get; init; } = true;

    /// <summary>Why the gate fails; null: it passes.</summary>
    public string? GateFailure { get; init; }

    /// <summary>PEM of key and chain that is served in place of what the pod's Secret holds.</summary>
    public string? ServedInstead { get; init; }

    /// <summary>What the pod says to each connection on each port, in place of SMTP.</summary>
    public Func<Stream, CancellationToken, Task>? SaysInstead { get; init; }

    /// <summary>Nothing happens to the pod, as when there is no room for it.</summary>
    public bool Unschedulable { get; init; }
}
