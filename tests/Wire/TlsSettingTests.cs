using System.Globalization;
using System.Text.RegularExpressions;

namespace MailOperator.Wire;

/// <summary>What the smaller settings of TLS do on the wire, in the log and in the mail.</summary>
public sealed partial class TlsSettingTests(PostfixServers servers)
{
    private const string Session = "TLS connection established from";

    [Theory, ClassData(typeof(Releases))]
    public async Task The_Received_header_and_the_log_tell_of_TLS_where_they_should(string codename)
    {
        foreach (var told in new[] { true, false })
        {
            var release = DebianRelease.Of(codename);
            var server = PostfixServers.Server(release) with
            {
                ReceivedHeader = told,
                ServerTlsLogLevel = told ? 1 : 0,
                Parameters = new Dictionary<string, string>
                {
                    ["smtp_host_lookup"] = "native",
                    ["mydestination"] = "example.com",
                    ["local_transport"] = $"smtp:[{TestCertificates.Host}]:{StandInServer.Port}",
                    ["local_recipient_maps"] = "",
                },
            };
            await using var postfix = await RealPostfix.Start(servers.Root(release), release, server, TestContext.Current.CancellationToken);
            await using var next = StandInServer.Beside(postfix);
            await using (var session = await SmtpSession.Open(postfix.Connect(25)))
            {
                await session.Say("EHLO client.example.net");
                await session.StartTls();
                await session.Say("MAIL FROM:<a@example.net>");
                Assert.StartsWith("250 ", await session.Say("RCPT TO:<b@example.com>"), StringComparison.Ordinal);
                await session.Say("DATA");
                await session.Say("Subject: test\r\n\r\ntext\r\n.");
            }
            await postfix.Says(log => log.Any(line => line.Contains("status=sent", StringComparison.Ordinal)), TestContext.Current.CancellationToken);

            Assert.Equal(told, next.Commands.Any(line => line.Contains("using TLSv1.3 with cipher", StringComparison.Ordinal)));
            Assert.Equal(told ? 1 : 0, postfix.Log.Count(line => line.Contains(Session, StringComparison.Ordinal)));
        }
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task The_order_of_the_server_counts_or_that_of_the_client(string release)
    {
        const string ByTheClient = "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384";
        Assert.Equal("ECDHE-ECDSA-AES256-GCM-SHA384", await OpenSslClient.Handshake(await servers.Of(release), 465, "-tls1_2", ByTheClient));
        Assert.Equal("ECDHE-ECDSA-AES128-GCM-SHA256", await OpenSslClient.Handshake(await servers.Of(release, TlsProfile.Custom), 465, "-tls1_2", ByTheClient));
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task A_session_can_be_resumed_for_as_long_as_is_said(string codename)
    {
        var release = DebianRelease.Of(codename);
        var usual = await TicketLifetime(await servers.Of(codename));
        await using var postfix = await RealPostfix.Start(
            servers.Root(release), release, PostfixServers.Server(release) with { SessionCacheTimeout = TimeSpan.FromMinutes(10) }, TestContext.Current.CancellationToken);
        // Postfix tells clients twice the time.
        Assert.Equal((7200, 1200), (usual, await TicketLifetime(postfix)));
    }

    [Fact]
    public async Task A_post_quantum_group_is_agreed_on_where_both_sides_can()
    {
        await using var pair = await Pair.Start(servers, DebianRelease.Forky.Codename, outbound => outbound);
        await pair.Becomes($"may.{Pair.Domain}", "key-exchange X25519MLKEM768", "status=sent");
    }

    private static async Task<int> TicketLifetime(RealPostfix postfix) => int.Parse(
        Lifetime().Match(await OpenSslClient.Talk(postfix, 465, ["-tls1_2"])).Groups[1].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex("TLS session ticket lifetime hint: ([0-9]+) ")]
    private static partial Regex Lifetime();
}
