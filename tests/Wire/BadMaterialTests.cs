using System.Text;
using System.Text.RegularExpressions;
using MailOperator.Examples;

namespace MailOperator.Wire;

/// <summary>What Postfix does with bad keys and certificates that neither the operator nor the gate has stopped.</summary>
public sealed class BadMaterialTests(PostfixServers servers)
{
    private const string Resource = """
        apiVersion: mailoperator.io/v1alpha1
        kind: MailServerTls
        metadata: {name: mail}
        spec:
          hostname: mail.example.com
          certificates: {default: [secretRef: {name: tls}]}
          listeners: {submission: {enabled: true}, submissions: {enabled: true}}
          authentication: {type: Dovecot, usersSecretRef: {name: users}}
          network: {trustedNetworks: [192.0.2.0/24]}
        """;

    private const string ChainFile = "default-ecdsa.pem";

    private static readonly int[] Ports = [25, 465, 587];

    public static TheoryData<string, string> Everywhere { get; } = [.. from way in BadMaterial.All from release in DebianRelease.All select (way.Name, release.Codename)];

    [Theory, MemberData(nameof(Everywhere))]
    public async Task Bad_material_does_what_it_is_known_to_do(string name, string codename)
    {
        var way = BadMaterial.All.Single(way => way.Name == name);
        await using var postfix = await Start(DebianRelease.Of(codename), way.ChainFile);
        switch (way.Effect)
        {
            case BadMaterialEffect.NoTls:
                await TakesMailInPlaintextOn25(postfix);
                await TakesNothingOn587(postfix);
                await Assert.ThrowsAnyAsync<Exception>(() => SmtpSession.OpenTls(postfix.Connect(465)));
                break;
            case BadMaterialEffect.AnonymousTls:
                // The profile leaves anonymous ciphers out where TLS is mandatory.
                Assert.Matches("^AE?C?DH-", await OpenSslClient.Handshake(postfix, 25, "-tls1_2", "aNULL"));
                Assert.Null(await OpenSslClient.Handshake(postfix, 465, "-tls1_2", "aNULL"));
                Assert.Null(await OpenSslClient.Handshake(postfix, 587, "-tls1_2", "aNULL"));
                foreach (var port in Ports)
                    Assert.Null(await OpenSslClient.Handshake(postfix, port, "-tls1_2", "ALL:!aNULL"));
                break;
            default:
                foreach (var port in Ports)
                    await FailsOnlyWhoVerifies(postfix, port);
                break;
        }

        var complaints = string.Join('\n', postfix.Complaints);
        Assert.Equal(way.Effect == BadMaterialEffect.NoTls, complaints.Contains("disabling TLS support", StringComparison.Ordinal));
        Assert.True(way.Log.Length == 0 ? complaints.Length == 0 : Regex.IsMatch(complaints, way.Log), complaints);
    }

    private async Task<RealPostfix> Start(DebianRelease release, string? chain)
    {
        var planned = PlannedServer.Of(Resource, release.Postfix, TestAuthority.Now);
        var material = planned.Material.ToDictionary(file => file.Key, file => Encoding.ASCII.GetString(file.Value));
        Assert.True(material.Remove(ChainFile));
        if (chain is not null)
            material[ChainFile] = chain;
        material["root.pem"] = TestAuthority.Root;
        return await RealPostfix.StartRendered(
            servers.Root(release), release, planned.Configuration, Ports, TestContext.Current.CancellationToken, material);
    }

    private static async Task TakesMailInPlaintextOn25(RealPostfix postfix)
    {
        await using var session = await SmtpSession.Open(postfix.Connect(25));
        Assert.Contains("STARTTLS", await session.Say("EHLO client.example.net"), StringComparison.Ordinal);
        Assert.StartsWith("454 4.7.0", await session.Say("STARTTLS"), StringComparison.Ordinal);
        Assert.StartsWith("250 ", await session.Say("MAIL FROM:<a@example.net>"), StringComparison.Ordinal);
        Assert.StartsWith("250 ", await session.Say("RCPT TO:<b@example.net>"), StringComparison.Ordinal);
    }

    private static async Task TakesNothingOn587(RealPostfix postfix)
    {
        await using var session = await SmtpSession.Open(postfix.Connect(587));
        Assert.Contains("STARTTLS", await session.Say("EHLO client.example.net"), StringComparison.Ordinal);
        Assert.StartsWith("454 4.7.0", await session.Say("STARTTLS"), StringComparison.Ordinal);
        Assert.StartsWith("530 5.7.0", await session.Say("MAIL FROM:<a@example.net>"), StringComparison.Ordinal);
    }

    private static async Task FailsOnlyWhoVerifies(RealPostfix postfix, int port)
    {
        await using (var session = await (port == 465 ? SmtpSession.OpenTls(postfix.Connect(port)) : SmtpSession.Open(postfix.Connect(port))))
        {
            Assert.StartsWith("250", await session.Say("EHLO client.example.net"), StringComparison.Ordinal);
            if (port != 465)
                await session.StartTls();
        }
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, TestAuthority.Root, TestContext.Current.CancellationToken);
        try
        {
            var talk = await OpenSslClient.Talk(postfix, port, ["-CAfile", file, "-no-CApath", "-no-CAstore", "-auth_level", "2", "-verify_hostname", TestAuthority.Host]);
            Assert.Contains("Verify return code:", talk, StringComparison.Ordinal);
            Assert.DoesNotContain("Verify return code: 0 (ok)", talk, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
