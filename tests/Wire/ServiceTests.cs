namespace MailOperator.Wire;

/// <summary>Services of master.cf that a resource changes or adds.</summary>
public sealed class ServiceTests(PostfixServers servers)
{
    [Theory, ClassData(typeof(Releases))]
    public async Task A_further_service_carries_mail_as_its_options_say(string codename)
    {
        var release = DebianRelease.Of(codename);
        var server = PostfixServers.Server(release) with
        {
            TrustedNetworks = ["192.0.2.0/24"],
            Parameters = new Dictionary<string, string> { ["transport_maps"] = $"inline:{{slow.example=slow:[192.0.2.1]:{StandInServer.Port}}}" },
            Services = new Dictionary<string, ServiceChange>
            {
                ["slow/unix"] = new()
                {
                    Command = "smtp",
                    ProcessLimit = 1,
                    Options = new Dictionary<string, string> { ["smtp_helo_name"] = "slow.example.com", ["smtp_header_checks"] = "regexp:{{/^X-Internal/ IGNORE}}" },
                },
                ["smtp/inet"] = new() { Options = new Dictionary<string, string> { ["smtpd_helo_restrictions"] = "reject_non_fqdn_helo_hostname" } },
            },
        };
        await using var postfix = await RealPostfix.Start(servers.Root(release), release, server, TestContext.Current.CancellationToken);
        await using var next = StandInServer.Beside(postfix);
        await using (var session = await SmtpSession.Open(postfix.Connect(25)))
        {
            await session.Say("EHLO nodots");
            await session.Say("MAIL FROM:<a@example.net>");
            Assert.StartsWith("504 5.5.2", await session.Say("RCPT TO:<b@slow.example>"), StringComparison.Ordinal);
            await session.Say("EHLO client.example.net");
            await session.Say("MAIL FROM:<a@example.net>");
            Assert.StartsWith("250 ", await session.Say("RCPT TO:<b@slow.example>"), StringComparison.Ordinal);
            await session.Say("DATA");
            Assert.StartsWith("250 ", await session.Say("X-Internal: secret\r\nSubject: test\r\n\r\ntext\r\n."), StringComparison.Ordinal);
        }
        await postfix.Says(log => log.Any(line => line.Contains("status=sent", StringComparison.Ordinal)), TestContext.Current.CancellationToken);
        Assert.Contains("EHLO slow.example.com", next.Commands);
        Assert.Contains(next.Commands, line => line.StartsWith("Subject:", StringComparison.Ordinal));
        Assert.DoesNotContain(next.Commands, line => line.StartsWith("X-Internal", StringComparison.Ordinal));
        Assert.Empty(postfix.Complaints);
    }
}
