using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace MailOperator.Kubernetes.Configuration;

/// <summary>What the kubelet gives a pod to reach the API server with.</summary>
internal static class InClusterConfiguration
{
    private const string Host = "KUBERNETES_SERVICE_HOST";
    private const string Port = "KUBERNETES_SERVICE_PORT";

    /// <summary>Whether this runs in a pod.</summary>
    public static bool IsMeant(Surroundings surroundings) => surroundings.Variable(Host) is { Length: > 0 };

    /// <exception cref="KubernetesConfigurationException">Something that pods have is missing.</exception>
    public static KubernetesClientConfiguration Read(Surroundings surroundings, TimeProvider time)
    {
        var host = surroundings.Variable(Host)!;
        var portText = surroundings.Variable(Port);
        if (!ushort.TryParse(portText, NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port == 0)
        {
            throw new KubernetesConfigurationException(
                $"{Host} is set but {Port} is '{portText}'; in a pod both are set, elsewhere unset the first or give --kubeconfig");
        }
        if (IPAddress.TryParse(host, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6) host = $"[{host}]";
        if (!Uri.TryCreate($"https://{host}:{port}/", UriKind.Absolute, out var server))
            throw new KubernetesConfigurationException($"{Host} is '{host}', which is no host; unset it or give --kubeconfig");

        var token = Path.Combine(surroundings.ServiceAccount, "token");
        var authority = Path.Combine(surroundings.ServiceAccount, "ca.crt");
        foreach (var file in (string[])[token, authority])
        {
            if (!File.Exists(file))
            {
                throw new KubernetesConfigurationException(
                    $"{file}: no such file; the pod's ServiceAccount token is not mounted, "
                    + "set automountServiceAccountToken: true in its spec");
            }
        }

        var @namespace = Path.Combine(surroundings.ServiceAccount, "namespace");
        return new KubernetesClientConfiguration
        {
            Server = server,
            Source = "the pod's service account",
            Namespace = File.Exists(@namespace) && File.ReadAllText(@namespace).Trim() is { Length: > 0 } name ? name : "default",
            CertificateAuthority = new PemSource("the pod's service account", authority, null),
            Credential = new TokenFile(token, "the pod's service account", fallback: null, time),
        };
    }
}
