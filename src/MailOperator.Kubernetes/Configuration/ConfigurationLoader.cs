namespace MailOperator.Kubernetes.Configuration;

/// <summary>Decides where the configuration comes from.</summary>
internal sealed class ConfigurationLoader(Surroundings surroundings, TimeProvider time)
{
    public KubernetesClientConfiguration Load(string? kubeconfig, string? context)
    {
        if (!string.IsNullOrEmpty(kubeconfig))
        {
            return File.Exists(kubeconfig)
                ? FromKubeconfig([kubeconfig], context)
                : throw new KubernetesConfigurationException($"{kubeconfig}: no such kubeconfig; give the path of an existing one");
        }

        if (surroundings.Variable("KUBECONFIG") is { Length: > 0 } list)
        {
            var files = list.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Where(File.Exists).ToList();
            return files.Count > 0
                ? FromKubeconfig(files, context)
                : throw new KubernetesConfigurationException(
                    $"KUBECONFIG={list}: none of these files exists; name an existing kubeconfig, or unset KUBECONFIG");
        }

        if (InClusterConfiguration.IsMeant(surroundings)) return InClusterConfiguration.Read(surroundings, time);

        var own = Path.Combine(surroundings.Home, ".kube", "config");
        return surroundings.Home.Length > 0 && File.Exists(own)
            ? FromKubeconfig([own], context)
            : throw new KubernetesConfigurationException(
                $"no cluster is configured: there is no --kubeconfig, no KUBECONFIG, no service account of a pod and no {own}; "
                + "give one of them");
    }

    private KubernetesClientConfiguration FromKubeconfig(IReadOnlyList<string> files, string? context) =>
        new KubeconfigReader(Kubeconfig.Merge(files.Select(Kubeconfig.Read)), time).Read(context);
}
