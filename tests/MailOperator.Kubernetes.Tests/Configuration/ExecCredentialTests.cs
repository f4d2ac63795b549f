using MailOperator.Kubernetes.Configuration;
using MailOperator.Kubernetes.Tests.FakeApiServer;

namespace MailOperator.Kubernetes.Tests.Configuration;

public sealed class ExecCredentialTests : IDisposable
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private readonly string _directory = Directory.CreateTempSubdirectory().FullName;
    private readonly ManualTime _time = new();

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Arguments_reach_the_plugin_as_they_are_written_and_it_is_told_about_the_cluster()
    {
        Plugin("""
            printf '%s\n' "$@" > args; printf '%s' "$EXTRA" > extra; printf '%s' "$KUBERNETES_EXEC_INFO" > info
            echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"t"}}'
            """);
        var credential = Load("args: ['two words', '', '$HOME'], env: [{name: EXTRA, value: 'a b'}], provideClusterInfo: true");
        Assert.Equal("t", await TokenOf(credential));
        Assert.Equal("two words\n\n$HOME\n", Written("args"));
        Assert.Equal("a b", Written("extra"));
        Assert.Equal(
            """{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","spec":{"interactive":false,"cluster":{"server":"https://api.example","config":{"audience":"x","level":2}}}}""",
            Written("info"));
    }

    [Fact]
    public async Task A_credential_serves_until_it_expires_or_is_refused()
    {
        Plugin("""
            echo x >> runs
            echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"'$(wc -l < runs)'","expirationTimestamp":"2026-01-01T01:00:00Z"}}'
            """);
        var credential = Load("args: []");
        Assert.Equal("1", await TokenOf(credential));
        Assert.Equal("1", await TokenOf(credential));

        var refused = await credential.AuthorizationAsync(Token);
        Assert.True(credential.Refresh(refused));
        Assert.Equal("2", await TokenOf(credential));
        Assert.True(credential.Refresh(refused));
        Assert.Equal("2", await TokenOf(credential));

        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal("3", await TokenOf(credential));
    }

    [Fact]
    public async Task Callers_at_once_share_one_run()
    {
        Plugin("""
            echo x >> runs
            echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"t"}}'
            """);
        var credential = Load("args: []");
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => TokenOf(credential)));
        Assert.Equal("x\n", Written("runs"));
    }

    [Theory]
    [InlineData("echo 'not logged in' >&2; exit 3", "failed with exit status 3: not logged in; run: vendor install")]
    [InlineData("echo s3cr3t", "printed no ExecCredential; run: vendor install")]
    [InlineData("""echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1beta1"}'""", "printed an ExecCredential of another apiVersion")]
    [InlineData("""echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{}}'""", "printed neither token nor clientCertificateData")]
    [InlineData("""echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"clientCertificateData":"c"}}'""", "without the other")]
    public async Task A_failing_plugin_is_named_with_its_hint(string script, string problem)
    {
        Plugin(script);
        var failure = await Assert.ThrowsAsync<KubernetesConfigurationException>(() => TokenOf(Load("installHint: 'run: vendor install'")));
        Assert.Contains(problem, failure.Message, StringComparison.Ordinal);
        Assert.Contains("users[name=u].user.exec.command", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_plugin_is_named_with_its_hint()
    {
        var failure = await Assert.ThrowsAsync<KubernetesConfigurationException>(() => TokenOf(Load("installHint: 'run: vendor install'")));
        Assert.Contains("cannot be started", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith("run: vendor install", failure.Message, StringComparison.Ordinal);
    }

    private static async Task<string?> TokenOf(ICredential credential) => (await credential.AuthorizationAsync(Token))?.Parameter;

    private string Written(string name) => File.ReadAllText(Path.Combine(_directory, name));

    private void Plugin(string script)
    {
        var path = Path.Combine(_directory, "plugin");
        File.WriteAllText(path, $"#!/bin/sh\ncd '{_directory}'\n{script}\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private ICredential Load(string fields)
    {
        var path = Path.Combine(_directory, "config");
        File.WriteAllText(path, $$$"""
            current-context: x
            contexts: [{name: x, context: {cluster: c, user: u}}]
            clusters: [{name: c, cluster: {server: 'https://api.example', extensions: [{name: client.authentication.k8s.io/exec, extension: {audience: x, level: 2} }]}}]
            users: [{name: u, user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: ./plugin, {{{fields}}} } } }]
            """);
        return new ConfigurationLoader(Surroundings.Process, _time).Load(path, null).Credential;
    }
}
