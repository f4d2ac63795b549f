namespace MailOperator.Kubernetes.Hosting;

/// <summary>How the operator runs.</summary>
public sealed record OperatorSettings
{
    /// <summary>The name: reporting controller of events, and default name of the lease.</summary>
    public string Name { get; set; } = "mail-operator";

    /// <summary>The namespaces whose resources are looked after; <c>null</c> or empty for all.</summary>
    public IReadOnlyList<string>? Namespaces { get; set; }

    /// <summary>How many entities a controller reconciles at once; 8. Of one namespace it is half of them, where there are others.</summary>
    public int Workers { get; set; } = 8;

    /// <summary>Whether of several replicas only one works; on. Needs the verbs get, create and update on leases.</summary>
    public bool LeaderElection { get; set; } = true;

    /// <summary>The namespace of the lease: that of the operator's pod.</summary>
    public string LeaseNamespace { get; set; } = "mail-operator";

    /// <summary>The name of the lease; <see cref="Name"/> by default.</summary>
    public string? LeaseName { get; set; }

    /// <summary>Who this replica is; by default the host name, which in a pod is the pod's, and a random uuid.</summary>
    public string Identity { get; set; } = $"{Environment.MachineName}_{Guid.NewGuid()}";

    /// <summary>
    /// Where <c>/livez</c>, <c>/readyz</c> and <c>/metrics</c> are served, over plain HTTP: <c>host:port</c>, or <c>:port</c> for every
    /// address; <c>null</c>: nowhere. By default <c>:8080</c>.
    /// </summary>
    public string? HttpAddress { get; set; } = ":8080";

    /// <summary>How long the calls under way are waited for at the end; 20 s, within the 30 s that a pod is given.</summary>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(20);
}
