using System.Net.Http.Headers;
using System.Text;

namespace MailOperator.Kubernetes.Configuration;

/// <summary>Makes of one context of a kubeconfig what the client needs.</summary>
internal sealed class KubeconfigReader(Kubeconfig kubeconfig, TimeProvider time)
{
    private string Files => string.Join(", ", kubeconfig.Files);

    /// <exception cref="KubernetesConfigurationException">Something is missing or wrong; the message says what to do.</exception>
    public KubernetesClientConfiguration Read(string? wanted)
    {
        var name = wanted ?? kubeconfig.CurrentContext
            ?? throw new KubernetesConfigurationException(
                $"{Files}: current-context is missing; set it, or name a context ({Names(kubeconfig.Contexts)})");
        var context = kubeconfig.Contexts.GetValueOrDefault(name)
            ?? throw new KubernetesConfigurationException(
                $"{Files}: there is no context '{name}'; use one of: {Names(kubeconfig.Contexts)}");
        var cluster = Named(kubeconfig.Clusters, "clusters", context, "cluster")
            ?? throw new KubernetesConfigurationException(
                $"{context.At("cluster")}: is missing; name a cluster ({Names(kubeconfig.Clusters)})");
        var user = Named(kubeconfig.Users, "users", context, "user");

        var server = cluster.Address("server", "https", "http")
            ?? throw new KubernetesConfigurationException($"{cluster.At("server")}: is missing; give the address of the API server");
        var skip = cluster.Flag("insecure-skip-tls-verify");
        return new KubernetesClientConfiguration
        {
            Server = server,
            Source = $"context {name} of {context.File}",
            Namespace = context.Text("namespace") ?? "default",
            TlsServerName = cluster.Text("tls-server-name"),
            SkipTlsVerify = skip,
            Proxy = cluster.Address("proxy-url", "http", "https", "socks5"),
            Warnings = skip ? [NoProof(cluster)] : [],
            CertificateAuthority = cluster.Pem("certificate-authority"),
            ClientCertificate = user?.Pem("client-certificate"),
            ClientKey = user?.Pem("client-key"),
            Credential = user is null ? new NoCredential() : CredentialOf(user, cluster),
        };
    }

    private static string NoProof(KubeconfigEntry cluster) =>
        $"{cluster.At("insecure-skip-tls-verify")}: the API server need not prove itself, "
        + "anybody in between can read and change everything; give certificate-authority instead";

    private ICredential CredentialOf(KubeconfigEntry user, KubeconfigEntry cluster)
    {
        if (user.Map("auth-provider") is { } provider)
        {
            throw new KubernetesConfigurationException(
                $"{user.At("auth-provider")}: '{provider.Text("name")}' is not supported, Kubernetes removed these in 1.26; "
                + "use an exec plugin of your provider, or a token");
        }

        var token = user.Text("token");
        if (user.FilePath("tokenFile") is { } file) return new TokenFile(file, user.At("tokenFile"), token, time);
        if (token is not null) return new FixedCredential(new AuthenticationHeaderValue("Bearer", token));
        if (user.Map("exec") is { } exec) return new ExecCredential(ExecPlugin.Read(exec, cluster), time);
        if (user.Text("username") is { } name)
        {
            var pair = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{user.Text("password")}"));
            return new FixedCredential(new AuthenticationHeaderValue("Basic", pair));
        }

        return new NoCredential();
    }

    private KubeconfigEntry? Named(IReadOnlyDictionary<string, KubeconfigEntry> entries, string list, KubeconfigEntry context, string field)
    {
        if (context.Text(field) is not { } name) return null;
        return entries.GetValueOrDefault(name)
            ?? throw new KubernetesConfigurationException(
                $"{context.At(field)}: there is no entry '{name}' in {list} of {Files}; use one of: {Names(entries)}");
    }

    private static string Names(IReadOnlyDictionary<string, KubeconfigEntry> entries) =>
        entries.Count == 0 ? "there are none" : string.Join(", ", entries.Keys.Order(StringComparer.Ordinal));
}
