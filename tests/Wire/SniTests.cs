using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;

namespace MailOperator.Wire;

/// <summary>Each host that has a certificate of its own is answered with that one, for each kind of key.</summary>
public sealed partial class SniTests(PostfixServers servers)
{
    private const int Hosts = 100;

    private static readonly (string KeyType, string SignatureAlgorithms)[] Kinds =
    [
        ("ecdsa", "ECDSA+SHA256"),
        ("rsa", "RSA-PSS+SHA256:RSA+SHA256"),
    ];

    [Theory, ClassData(typeof(Releases))]
    public async Task A_hundred_hosts_with_two_kinds_of_keys_get_the_right_chain_each(string codename)
    {
        var names = Enumerable.Range(0, Hosts).Select(number => $"mail{number}.b.example").ToArray();
        await using var postfix = await Start(codename, names, files => files);
        foreach (var host in names)
        {
            foreach (var (keyType, algorithms) in Kinds)
                Assert.Equal($"{host} {keyType}", await Subject(postfix, 465, host, algorithms));
        }
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task A_host_is_answered_on_each_listener_and_whatever_its_case_and_others_get_the_default(string codename)
    {
        await using var postfix = await Start(codename, ["mail.b.example", ".c.example"], files => files);
        foreach (var port in new[] { 25, 587, 465 })
        {
            Assert.Equal("mail.b.example ecdsa", await Subject(postfix, port, "mail.b.example", "ECDSA+SHA256"));
            Assert.Equal("mail.b.example ecdsa", await Subject(postfix, port, "MAIL.B.Example", "ECDSA+SHA256"));
            Assert.Equal(".c.example ecdsa", await Subject(postfix, port, "any.c.example", "ECDSA+SHA256"));
            Assert.Equal(TestCertificates.Host, await Subject(postfix, port, "c.example", "ECDSA+SHA256"));
            Assert.Equal(TestCertificates.Host, await Subject(postfix, port, "elsewhere.example", "ECDSA+SHA256"));
        }
        Assert.Empty(postfix.Complaints);
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task A_client_that_postscreen_keeps_to_itself_is_answered_with_the_certificate_of_its_host_too(string codename)
    {
        await using var postfix = await Start(
            codename, ["mail.b.example"], files => files, server => PostscreenTests.With(server, PostscreenTests.KeepsStrangers));
        foreach (var (keyType, algorithms) in Kinds)
        {
            Assert.Equal($"mail.b.example {keyType}", await Subject(postfix, 25, "mail.b.example", algorithms));
            Assert.Equal(TestCertificates.Host, await Subject(postfix, 25, "elsewhere.example", algorithms));
        }
        Assert.Contains(postfix.Log, line => line.Contains("tlsproxy", StringComparison.Ordinal) && line.Contains("TLS connection established", StringComparison.Ordinal));
        Assert.Empty(postfix.Complaints);
    }

    // Why the gate and the probes shake hands for each host.
    [Theory, ClassData(typeof(Releases))]
    public async Task A_missing_file_of_a_host_is_answered_with_the_default(string codename)
    {
        await using var postfix = await Start(codename, ["mail.b.example"], files => files.Where(file => !file.Key.Contains("ecdsa", StringComparison.Ordinal)));
        Assert.Equal(TestCertificates.Host, await Subject(postfix, 465, "mail.b.example", "ECDSA+SHA256"));
    }

    private async Task<RealPostfix> Start(
        string codename,
        string[] hosts,
        Func<IEnumerable<KeyValuePair<string, string>>, IEnumerable<KeyValuePair<string, string>>> keep,
        Func<SmtpServer, SmtpServer>? change = null)
    {
        var release = DebianRelease.Of(codename);
        using var elliptic = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rsa = RSA.Create(2048);
        var files = new Dictionary<string, string>();
        foreach (var host in hosts)
        {
            files[$"sni-{host}-ecdsa.pem"] = Chain(elliptic, new($"CN={host} ecdsa", elliptic, HashAlgorithmName.SHA256));
            files[$"sni-{host}-rsa.pem"] = Chain(rsa, new($"CN={host} rsa", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        }
        var server = PostfixServers.Server(release) with
        {
            SniChainFiles = hosts.ToDictionary(
                host => host, host => (IReadOnlyList<string>)[.. Kinds.Select(kind => $"/run/tls/sni-{host}-{kind.KeyType}.pem")]),
        };
        return await RealPostfix.Start(
            servers.Root(release), release, change is null ? server : change(server), TestContext.Current.CancellationToken, keep(files).ToDictionary());
    }

    private static string Chain(AsymmetricAlgorithm key, CertificateRequest request)
    {
        var now = DateTimeOffset.UtcNow;
        using var certificate = request.CreateSelfSigned(now.AddHours(-1), now.AddDays(1));
        return key.ExportPkcs8PrivateKeyPem() + "\n" + certificate.ExportCertificatePem() + "\n";
    }

    private static async Task<string> Subject(RealPostfix postfix, int port, string host, string algorithms)
    {
        var output = await OpenSslClient.Talk(postfix, port, ["-servername", host, "-sigalgs", algorithms]);
        var subject = CommonName().Match(output);
        return subject.Success ? subject.Groups[1].Value : output;
    }

    [GeneratedRegex(@"^subject=CN ?= ?(.*)$", RegexOptions.Multiline)]
    private static partial Regex CommonName();
}
