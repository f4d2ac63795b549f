using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using MailOperator.Postfix.Tests.Probe;

namespace MailOperator.Tests.Commands;

public sealed class ProbeCommandTests
{
    private static readonly (byte[] Certificate, byte[] Key) Pair = Inputs.Certificate();

    [Fact]
    public async Task A_server_with_a_trusted_certificate_satisfies()
    {
        using var folder = new TemporaryFolder();
        await using var server = Server(new());
        var result = await ProbeAsync(server, "--server-name", "mail.example.com", "--ca-file", Authorities(folder));
        Assert.True(result.Status == 0, result.Output + result.Error);
        Assert.Contains("verdict   a verifying client would be content\n", result.Output);
        Assert.Contains("names     mail.example.com\n", result.Output);
        Assert.Contains("(88 days left)\n", result.Output);
        Assert.Matches(@"protocol  TLSv1\.[23]\n", result.Output);
        Assert.DoesNotContain("warning", result.Output);
    }

    [Fact]
    public async Task A_certificate_that_nobody_trusts_does_not_satisfy()
    {
        await using var server = Server(new());
        var result = await ProbeAsync(server, "--server-name", "mail.example.com");
        Assert.Equal(1, result.Status);
        Assert.Contains("a verifying client would refuse: the certificate is self-signed and not trusted", result.Output);
    }

    [Fact]
    public async Task A_certificate_for_another_name_does_not_satisfy()
    {
        using var folder = new TemporaryFolder();
        await using var server = Server(new());
        var result = await ProbeAsync(server, "--server-name", "mail.example.org", "--ca-file", Authorities(folder));
        Assert.Equal(1, result.Status);
        Assert.Contains("not for mail.example.org but for mail.example.com", result.Output);
    }

    [Fact]
    public async Task Implicit_TLS_is_spoken_when_asked_for_and_output_is_for_programs()
    {
        using var folder = new TemporaryFolder();
        await using var server = Server(new() { Implicit = true });
        var result = await ProbeAsync(server, "--implicit", "--server-name", "mail.example.com", "--ca-file", Authorities(folder), "-o", "json");
        var json = JsonNode.Parse(result.Output)!;
        Assert.Equal(0, result.Status);
        Assert.Equal("Implicit", json["handshake"]!.GetValue<string>());
        Assert.True(json["satisfies"]!.GetValue<bool>());
        Assert.Equal(88, json["daysLeft"]!.GetValue<int>());
        Assert.Single(json["chain"]!.AsArray());
        Assert.Equal(json["fingerprint"]!.GetValue<string>(), json["chain"]![0]!["fingerprint"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_PROXY_header_goes_before_everything_else_where_it_is_asked_for()
    {
        await using var server = Server(new());
        await ProbeAsync(server, "--proxy-protocol");
        Assert.StartsWith("PROXY TCP4 127.0.0.1 127.0.0.1 ", server.Commands.First(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AUTH_before_TLS_is_warned_of()
    {
        await using var server = Server(new() { Capabilities = ["250-mail.example.com", "250-AUTH PLAIN", "250 STARTTLS"] });
        Assert.Contains("warning   AUTH is offered before TLS", (await ProbeAsync(server)).Output);
    }

    [Fact]
    public async Task A_server_without_TLS_does_not_satisfy()
    {
        await using var server = Server(new() { Capabilities = ["250 mail.example.com"] });
        var result = await ProbeAsync(server);
        Assert.Equal(1, result.Status);
        Assert.Contains("STARTTLS is not offered", result.Output);
    }

    [Theory]
    [InlineData("127.0.0.1:1")]
    [InlineData("[::1]:1")]
    public async Task A_server_that_cannot_be_reached_ends_with_3(string target)
    {
        var result = await Cli.RunAsync("probe", target, "--timeout", "20s");
        Assert.Equal(3, result.Status);
        Assert.StartsWith($"server    {target}, STARTTLS, as ", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_without_authorities_ends_with_3()
    {
        using var folder = new TemporaryFolder();
        var empty = folder.Write("empty.pem", "nothing\n");
        Assert.Equal(3, (await Cli.RunAsync("probe", "127.0.0.1:1", "--ca-file", empty)).Status);
        var missing = await Cli.RunAsync("probe", "127.0.0.1:1", "--ca-file", "/nonexistent.pem");
        Assert.Equal(new(3, "", "mailoperator: /nonexistent.pem: the file cannot be read. Give a readable PEM file.\n"), missing);
    }

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1:25, STARTTLS")]
    [InlineData("127.0.0.1:25", "127.0.0.1:25, STARTTLS")]
    [InlineData("::1", "[::1]:25, STARTTLS")]
    [InlineData("127.0.0.1", "127.0.0.1:465, implicit TLS", "--implicit")]
    [InlineData("127.0.0.1:465", "127.0.0.1:465, implicit TLS")]
    [InlineData("127.0.0.1:465", "127.0.0.1:465, STARTTLS", "--starttls")]
    public async Task The_port_decides_how_TLS_begins_and_the_other_way_round(string target, string expected, params string[] options)
    {
        var result = await Cli.RunAsync(["probe", target, "--timeout", "1s", .. options]);
        Assert.StartsWith($"server    {expected}, as ", result.Output, StringComparison.Ordinal);
    }

    private static FakeSmtpServer Server(FakeSmtpServer.Behaviour behaviour)
    {
        using var certificate = X509Certificate2.CreateFromPem(Encoding.ASCII.GetString(Pair.Certificate), Encoding.ASCII.GetString(Pair.Key));
        return new(behaviour with
        {
            Certificate = SslStreamCertificateContext.Create(
                X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null), null, offline: true),
        });
    }

    private static string Authorities(TemporaryFolder folder) => folder.Write("ca.pem", Encoding.ASCII.GetString(Pair.Certificate));

    private static Task<Cli.Result> ProbeAsync(FakeSmtpServer server, params string[] options) =>
        Cli.RunAsync(["probe", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{server.Port}"), .. options]);
}
