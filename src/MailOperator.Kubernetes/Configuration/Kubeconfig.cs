using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace MailOperator.Kubernetes.Configuration;

/// <summary>
/// The entries of one kubeconfig file, or of several merged: of entries with the same name the first file's counts, whole
/// (client-go, <c>tools/clientcmd</c>).
/// </summary>
internal sealed record Kubeconfig(
    IReadOnlyList<string> Files,
    string? CurrentContext,
    IReadOnlyDictionary<string, KubeconfigEntry> Clusters,
    IReadOnlyDictionary<string, KubeconfigEntry> Users,
    IReadOnlyDictionary<string, KubeconfigEntry> Contexts)
{
    /// <exception cref="KubernetesConfigurationException">The file cannot be read, or is no kubeconfig.</exception>
    public static Kubeconfig Read(string file)
    {
        var path = Path.GetFullPath(file);
        var root = Parse(path);
        var top = new KubeconfigEntry(path, "", root);
        return new Kubeconfig(
            [path],
            top.Text("current-context"),
            Entries(top, "clusters", "cluster"),
            Entries(top, "users", "user"),
            Entries(top, "contexts", "context"));
    }

    public static Kubeconfig Merge(IEnumerable<Kubeconfig> files)
    {
        var all = files.ToList();
        return new Kubeconfig(
            [.. all.SelectMany(one => one.Files)],
            all.Select(one => one.CurrentContext).FirstOrDefault(name => name is not null),
            First(one => one.Clusters),
            First(one => one.Users),
            First(one => one.Contexts));

        IReadOnlyDictionary<string, KubeconfigEntry> First(Func<Kubeconfig, IReadOnlyDictionary<string, KubeconfigEntry>> part) =>
            all.SelectMany(part).DistinctBy(entry => entry.Key).ToDictionary(StringComparer.Ordinal);
    }

    private static YamlMappingNode Parse(string path)
    {
        try
        {
            using var text = File.OpenText(path);
            var stream = new YamlStream();
            stream.Load(text);
            if (stream.Documents.Count == 0) return [];
            return stream.Documents[0].RootNode as YamlMappingNode
                ?? throw new KubernetesConfigurationException(
                    $"{path}: is no kubeconfig; its top must be a map with clusters, users and contexts");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new KubernetesConfigurationException(
                $"{path}: cannot be read ({PemSource.Reason(failure)}); give a readable kubeconfig", failure);
        }
        catch (YamlException failure)
        {
            // Not the parser's text: it may quote the line, and the line may hold a key.
            throw new KubernetesConfigurationException($"{path}: line {failure.Start.Line} is no YAML; correct it");
        }
    }

    private static Dictionary<string, KubeconfigEntry> Entries(KubeconfigEntry top, string list, string content)
    {
        var entries = new Dictionary<string, KubeconfigEntry>(StringComparer.Ordinal);
        foreach (var element in top.Maps(list))
        {
            var name = element.Required("name", "give the entry a name");
            var entry = element.Map(content) ?? new KubeconfigEntry(element.File, "", []);
            entries.TryAdd(name, entry with { Field = $"{list}[name={name}].{content}" });
        }

        return entries;
    }
}
