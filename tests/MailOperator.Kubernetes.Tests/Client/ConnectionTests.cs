using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using MailOperator.Kubernetes.Client;
using MailOperator.Kubernetes.Configuration;
using MailOperator.Kubernetes.Models;
using MailOperator.Kubernetes.Tests.FakeApiServer;

namespace MailOperator.Kubernetes.Tests.Client;

public sealed class ConnectionTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_certificate_for_another_host_is_refused()
    {
        await using var server = await FakeServer.StartAsync("elsewhere.example");
        Assert.Contains(
            "has a certificate for another name than 127.0.0.1; use an address that the certificate holds, or set tls-server-name",
            await ProblemAsync(server.Configuration()),
            StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task The_name_in_tls_server_name_is_the_one_that_counts()
    {
        await using var server = await FakeServer.StartAsync("elsewhere.example");
        Assert.Null(await ProblemAsync(server.Configuration() with { TlsServerName = "elsewhere.example" }));
        Assert.Contains("another name than wrong.example", await ProblemAsync(server.Configuration() with { TlsServerName = "wrong.example" }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_of_another_authority_is_refused()
    {
        await using var server = await FakeServer.StartAsync();
        using var other = new Authority();
        Assert.Contains("did not sign; set certificate-authority", await ProblemAsync(server.Configuration() with { CertificateAuthority = Pem("ca", other.Pem) }), StringComparison.Ordinal);
        Assert.Contains("no authority known to this system", await ProblemAsync(server.Configuration() with { CertificateAuthority = null }), StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Verification_can_be_given_up_on_purpose()
    {
        await using var server = await FakeServer.StartAsync("elsewhere.example");
        Assert.Null(await ProblemAsync(server.Configuration() with { CertificateAuthority = null, SkipTlsVerify = true }));
    }

    [Fact]
    public async Task A_client_certificate_is_shown_whatever_its_key()
    {
        await using var server = await FakeServer.StartAsync();
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rsa = RSA.Create(2048);
        foreach (var key in (AsymmetricAlgorithm[])[ec, rsa])
        {
            var (certificate, privateKey) = server.Authority.Client($"user-{key.SignatureAlgorithm}", key);
            Assert.Null(await ProblemAsync(server.Configuration() with { ClientCertificate = Pem("certificate", certificate), ClientKey = Pem("key", privateKey) }));
            Assert.Equal($"CN=user-{key.SignatureAlgorithm}", server.Requests.Last().ClientName);
        }
    }

    [Fact]
    public async Task An_expired_client_certificate_is_named_as_the_reason()
    {
        await using var server = await FakeServer.StartAsync();
        server.Accepts = _ => false;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (certificate, privateKey) = server.Authority.Client("user", key, end: new DateTimeOffset(DateTimeOffset.UtcNow.AddHours(-1).Date, TimeSpan.Zero));
        var problem = await ProblemAsync(server.Configuration() with { ClientCertificate = Pem("users[name=u].user.client-certificate", certificate), ClientKey = Pem("key", privateKey) });
        Assert.Matches("does not accept the client certificate: it expired on .*Z; renew it and put it into users.name=u.*client-certificate$", problem);
    }

    [Fact]
    public async Task A_key_that_cannot_be_used_is_named()
    {
        await using var server = await FakeServer.StartAsync();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (certificate, _) = server.Authority.Client("user", key);
        var configuration = server.Configuration() with { ClientCertificate = Pem("c", certificate) };
        Assert.Contains("has no key", await ProblemAsync(configuration), StringComparison.Ordinal);
        Assert.Contains("is no key of the client certificate", await ProblemAsync(configuration with { ClientKey = Pem("k", other.ExportPkcs8PrivateKeyPem()) }), StringComparison.Ordinal);
        var encrypted = key.ExportEncryptedPkcs8PrivateKeyPem("pw", new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1000));
        Assert.Contains("is encrypted; decrypt it", await ProblemAsync(configuration with { ClientKey = Pem("k", encrypted) }), StringComparison.Ordinal);
        Assert.Contains("holds no certificate", await ProblemAsync(configuration with { ClientCertificate = Pem("c", "nothing"), ClientKey = Pem("k", "") }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revoked_token_is_reported_without_being_shown()
    {
        await using var server = await FakeServer.StartAsync();
        server.Accepts = _ => false;
        var problem = await ProblemAsync(server.Configuration() with { Credential = new FixedCredential(new AuthenticationHeaderValue("Bearer", "s3cr3t")) });
        Assert.Contains("does not accept the credentials (401)", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", problem, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_token_that_was_renewed_meanwhile_is_read_and_the_call_repeated()
    {
        await using var server = await FakeServer.StartAsync();
        server.Accepts = request => request.Headers["Authorization"] == "Bearer new";
        var file = Path.Combine(Directory.CreateTempSubdirectory().FullName, "token");
        await File.WriteAllTextAsync(file, "old\n", Token);
        var credential = new TokenFile(file, "tokenFile", null, new ManualTime());
        Assert.Equal("old", (await credential.AuthorizationAsync(Token))?.Parameter);
        await File.WriteAllTextAsync(file, "new\n", Token);
        Assert.Null(await ProblemAsync(server.Configuration() with { Credential = credential }));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task A_replaced_authority_file_is_trusted_within_a_minute_and_a_broken_one_changes_nothing()
    {
        await using var server = await FakeServer.StartAsync();
        using var other = new Authority();
        var time = new ManualTime();
        var file = Path.Combine(Directory.CreateTempSubdirectory().FullName, "ca.crt");
        await File.WriteAllTextAsync(file, other.Pem, Token);
        using var client = new KubernetesClient(server.Configuration() with { CertificateAuthority = new PemSource("ca", file, null) }, time: time);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync<V1Pod>("mail", "mx", Token));

        await File.WriteAllTextAsync(file, server.Authority.Pem, Token);
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(await client.GetAsync<V1Pod>("mail", "mx", Token));

        File.Delete(file);
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(await client.GetAsync<V1Pod>("mail", "mx", Token));
    }

    [Fact]
    public async Task A_name_that_cannot_be_resolved_is_reported_at_once()
    {
        await using var server = await FakeServer.StartAsync();
        Assert.Contains("cannot be resolved", await ProblemAsync(server.Configuration() with { Server = new Uri("https://api.invalid:6443") }), StringComparison.Ordinal);
    }

    /// <summary>What is said about one call; <c>null</c> when it succeeds. Always one line.</summary>
    private static async Task<string?> ProblemAsync(KubernetesClientConfiguration configuration)
    {
        using var client = new KubernetesClient(configuration);
        var failure = await Record.ExceptionAsync(() => client.GetAsync<V1Pod>("mail", "mx-0", Token));
        if (failure is null) return null;
        var problem = client.Describe(failure);
        Assert.DoesNotContain('\n', problem);
        return problem;
    }

    private static PemSource Pem(string field, string text) => new(field, null, Encoding.ASCII.GetBytes(text));
}
