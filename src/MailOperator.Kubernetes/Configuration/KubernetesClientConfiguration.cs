namespace MailOperator.Kubernetes.Configuration;

/// <summary>Where the API server is, how it proves itself, and who asks.</summary>
public sealed record KubernetesClientConfiguration
{
    /// <summary>The API server's address; may have a path.</summary>
    public required Uri Server { get; init; }

    /// <summary>The namespace for who does not name one. Default <c>default</c>.</summary>
    public string Namespace { get; init; } = "default";

    /// <summary>What this was read from, for messages, such as <c>context dev of /root/.kube/config</c>.</summary>
    public string Source { get; init; } = "the given configuration";

    /// <summary>The name to expect in the server's certificate, instead of the host of <see cref="Server"/>.</summary>
    public string? TlsServerName { get; init; }

    /// <summary>True when the server need not prove itself. Anybody in between can then read and change everything.</summary>
    public bool SkipTlsVerify { get; init; }

    /// <summary>The proxy to go through; <c>null</c> for what the environment says (<c>HTTPS_PROXY</c>, <c>NO_PROXY</c>).</summary>
    public Uri? Proxy { get; init; }

    /// <summary>What the user should know, one line each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The roots that sign the server's certificate; <c>null</c> for the system's.</summary>
    internal PemSource? CertificateAuthority { get; init; }

    internal PemSource? ClientCertificate { get; init; }

    internal PemSource? ClientKey { get; init; }

    internal ICredential Credential { get; init; } = new NoCredential();

    /// <summary>
    /// Finds the cluster: the given file, else the files that <c>KUBECONFIG</c> lists, else the pod's own service account
    /// when this runs in a pod, else <c>~/.kube/config</c>.
    /// </summary>
    /// <param name="kubeconfig">A kubeconfig file; <c>null</c> to look as described.</param>
    /// <param name="context">A context of the kubeconfig; <c>null</c> for its current one.</param>
    /// <exception cref="KubernetesConfigurationException">Nothing was found, or what was found is wrong.</exception>
    public static KubernetesClientConfiguration Load(string? kubeconfig = null, string? context = null) =>
        new ConfigurationLoader(Surroundings.Process, TimeProvider.System).Load(kubeconfig, context);

    /// <summary>The server and where that was said; no credentials.</summary>
    public override string ToString() => $"{Server} ({Source})";
}
