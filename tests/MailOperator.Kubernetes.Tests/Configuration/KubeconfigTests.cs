using System.Text;
using MailOperator.Kubernetes.Configuration;
using MailOperator.Kubernetes.Tests.FakeApiServer;

namespace MailOperator.Kubernetes.Tests.Configuration;

public sealed class KubeconfigTests : IDisposable
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private readonly string _directory = Directory.CreateTempSubdirectory().FullName;
    private readonly Dictionary<string, string?> _variables = [];
    private readonly ManualTime _time = new();

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task A_context_brings_together_cluster_user_and_namespace()
    {
        var configuration = Load(File("config", """
            current-context: dev
            clusters:
            - name: c
              cluster: {server: https://api.example:6443/prefix, tls-server-name: kube, proxy-url: http://proxy:3128, certificate-authority: pki/ca.crt}
            users:
            - name: u
              user: {token: t0ken, client-certificate-data: Y2VydA==, client-certificate: unused.crt, client-key: /keys/u.key}
            contexts:
            - name: dev
              context: {cluster: c, user: u, namespace: mail}
            """));
        Assert.Equal(new Uri("https://api.example:6443/prefix"), configuration.Server);
        Assert.Equal(("mail", "kube", new Uri("http://proxy:3128")), (configuration.Namespace, configuration.TlsServerName, configuration.Proxy));
        Assert.Equal(Path.Combine(_directory, "pki/ca.crt"), configuration.CertificateAuthority?.Path);
        Assert.Equal("cert", Encoding.ASCII.GetString(configuration.ClientCertificate!.Read()));
        Assert.Equal("/keys/u.key", configuration.ClientKey?.Path);
        Assert.Equal("Bearer t0ken", (await configuration.Credential.AuthorizationAsync(Token))?.ToString());
        Assert.Equal($"https://api.example:6443/prefix (context dev of {_directory}/config)", configuration.ToString());
        Assert.Empty(configuration.Warnings);
    }

    [Fact]
    public void Of_files_in_KUBECONFIG_the_first_wins_entry_by_entry_and_missing_ones_do_not_matter()
    {
        var one = File("one", """
            clusters: [{name: c, cluster: {server: "https://one"}}]
            contexts: [{name: a, context: {cluster: c}}]
            """);
        var two = File("two", """
            current-context: b
            clusters: [{name: c, cluster: {server: "https://two"}}, {name: d, cluster: {server: "https://d"}}]
            contexts: [{name: a, context: {cluster: d, namespace: x}}, {name: b, context: {cluster: c}}]
            """);
        _variables["KUBECONFIG"] = $"{_directory}/missing:{one}:{two}";
        Assert.Equal("https://one/", Load().Server.AbsoluteUri);
        Assert.Equal("default", Load(context: "a").Namespace);
        _variables["KUBECONFIG"] = $"{two}:{one}";
        Assert.Equal("https://two/", Load().Server.AbsoluteUri);
        Assert.Equal("https://d/", Load(context: "a").Server.AbsoluteUri);
    }

    [Fact]
    public void The_flag_comes_before_KUBECONFIG_before_the_pod_before_the_home_directory()
    {
        var flag = Minimal("flag");
        _variables["KUBECONFIG"] = Minimal("variable");
        _variables["KUBERNETES_SERVICE_HOST"] = "10.0.0.1";
        _variables["KUBERNETES_SERVICE_PORT"] = "443";
        File("token", "t");
        File("ca.crt", "c");
        File("namespace", "pod");
        Directory.CreateDirectory(Path.Combine(_directory, ".kube"));
        Minimal(".kube/config");

        Assert.Equal("https://flag/", Load(flag).Server.AbsoluteUri);
        Assert.Equal("https://variable/", Load().Server.AbsoluteUri);
        _variables.Remove("KUBECONFIG");
        Assert.Equal(("https://10.0.0.1/", "pod"), (Load().Server.AbsoluteUri, Load().Namespace));
        _variables.Remove("KUBERNETES_SERVICE_HOST");
        Assert.Equal("https://config/", Load().Server.AbsoluteUri);
        System.IO.File.Delete(Path.Combine(_directory, ".kube/config"));
        Assert.Contains("no cluster is configured", Problem(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("clusters: [}", "line 1 is no YAML")]
    [InlineData("[]", "is no kubeconfig")]
    [InlineData("clusters: []", "current-context is missing; set it, or name a context (there are none)")]
    [InlineData("current-context: x", "there is no context 'x'; use one of: there are none")]
    [InlineData("{current-context: x, contexts: [{name: x, context: {cluster: c}}]}", "contexts[name=x].context.cluster: there is no entry 'c' in clusters")]
    [InlineData("{current-context: x, contexts: [{name: x}]}", "cluster: is missing; name a cluster")]
    [InlineData("{current-context: x, contexts: [{context: {}}]}", "contexts[0].name: is missing")]
    [InlineData("{current-context: x, contexts: [{name: x, context: {cluster: c}}], clusters: [{name: c, cluster: {server: 'api:6443'}}]}", "clusters[name=c].cluster.server: must be an address that begins with https:// or http://")]
    [InlineData("{current-context: x, contexts: [{name: x, context: {cluster: c}}], clusters: [{name: c, cluster: {server: 'https://x', insecure-skip-tls-verify: maybe}}]}", "insecure-skip-tls-verify: must be true or false")]
    [InlineData("{current-context: x, contexts: [{name: x, context: {cluster: c}}], clusters: [{name: c, cluster: {server: 'https://x', certificate-authority-data: '!'}}]}", "certificate-authority-data: must be base64 of PEM")]
    public void What_is_wrong_is_named_with_file_and_field(string content, string problem)
    {
        var file = File("config", content);
        var message = Problem(file);
        Assert.Contains(problem, message, StringComparison.Ordinal);
        Assert.StartsWith(file, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Theory]
    [InlineData("auth-provider: {name: gcp}", "users[name=u].user.auth-provider: 'gcp' is not supported")]
    [InlineData("exec: {command: x}", "exec.apiVersion: is missing; use client.authentication.k8s.io/v1")]
    [InlineData("exec: {command: x, apiVersion: client.authentication.k8s.io/v1alpha1}", "v1alpha1' is not supported")]
    [InlineData("exec: {apiVersion: client.authentication.k8s.io/v1}", "exec.command: is missing")]
    [InlineData("exec: {command: x, apiVersion: client.authentication.k8s.io/v1, interactiveMode: Always}", "cannot be served without a terminal")]
    public void What_a_user_cannot_be_is_named(string user, string problem) =>
        Assert.Contains(problem, Problem(WithUser(user)), StringComparison.Ordinal);

    [Fact]
    public void Broken_YAML_is_not_quoted_as_it_may_hold_a_key() =>
        Assert.DoesNotContain("s3cr3t", Problem(File("config", "users: [{name: u, user: {token: s3cr3t: ]")), StringComparison.Ordinal);

    [Fact]
    public void Giving_up_verification_is_warned_of()
    {
        var warning = Assert.Single(Load(File("config", """
            {current-context: x, contexts: [{name: x, context: {cluster: c}}], clusters: [{name: c, cluster: {server: 'https://x', insecure-skip-tls-verify: true}}]}
            """)).Warnings);
        Assert.Contains("clusters[name=c].cluster.insecure-skip-tls-verify", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_file_is_read_again_after_a_minute_and_the_last_token_kept_when_it_is_gone()
    {
        var file = File("token", "one");
        var credential = Load(WithUser("tokenFile: token")).Credential;
        Assert.Equal("one", await TokenOf(credential));
        File("token", "two");
        Assert.Equal("one", await TokenOf(credential));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("two", await TokenOf(credential));
        System.IO.File.Delete(file);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("two", await TokenOf(credential));

        var missing = await Assert.ThrowsAsync<KubernetesConfigurationException>(() => TokenOf(Load(WithUser("tokenFile: token")).Credential));
        Assert.Contains($"users[name=u].user.tokenFile: cannot read {file} (no such file)", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pod_without_its_token_is_told_what_to_mount()
    {
        _variables["KUBERNETES_SERVICE_HOST"] = "fd00::1";
        _variables["KUBERNETES_SERVICE_PORT"] = "6443";
        Assert.Contains("automountServiceAccountToken: true", Problem(), StringComparison.Ordinal);
        File("token", "t");
        File("ca.crt", "c");
        Assert.Equal("https://[fd00::1]:6443/", Load().Server.AbsoluteUri);
        _variables["KUBERNETES_SERVICE_PORT"] = "x";
        Assert.Contains("KUBERNETES_SERVICE_PORT is 'x'", Problem(), StringComparison.Ordinal);
    }

    private static async Task<string?> TokenOf(ICredential credential) => (await credential.AuthorizationAsync(Token))?.Parameter;

    private KubernetesClientConfiguration Load(string? kubeconfig = null, string? context = null) =>
        new ConfigurationLoader(new Surroundings(name => _variables.GetValueOrDefault(name), _directory, _directory), _time).Load(kubeconfig, context);

    private string Problem(string? kubeconfig = null) => Assert.Throws<KubernetesConfigurationException>(() => Load(kubeconfig)).Message;

    private string Minimal(string name) => File(name, $$$"""
        {current-context: x, contexts: [{name: x, context: {cluster: c}}], clusters: [{name: c, cluster: {server: 'https://{{{Path.GetFileName(name)}}}'}}]}
        """);

    private string WithUser(string user) => File("config", $$$"""
        {current-context: x, contexts: [{name: x, context: {cluster: c, user: u}}], clusters: [{name: c, cluster: {server: 'https://x'}}], users: [{name: u, user: { {{{user}}} }}]}
        """);

    private string File(string name, string content)
    {
        var path = Path.Combine(_directory, name);
        System.IO.File.WriteAllText(path, content);
        return path;
    }
}
