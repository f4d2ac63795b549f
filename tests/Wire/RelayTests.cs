namespace MailOperator.Wire;

/// <summary>Nobody relays but the trusted networks on mx and users with AUTH on submission.</summary>
public sealed class RelayTests(PostfixServers servers)
{
    private const string Elsewhere = "RCPT TO:<victim@elsewhere.example>";

    [Theory, ClassData(typeof(Releases))]
    public async Task A_stranger_cannot_relay_through_25_in_plaintext_nor_in_TLS(string release)
    {
        await using var session = await SmtpSession.Open((await servers.Of(release)).Connect(25));
        await session.Say("EHLO client.example.net");
        await session.Say("MAIL FROM:<a@example.net>");
        Assert.StartsWith("554 5.7.1", await session.Say(Elsewhere), StringComparison.Ordinal);
        await session.Say("RSET");
        await session.StartTls();
        await session.Say("MAIL FROM:<a@example.net>");
        Assert.StartsWith("554 5.7.1", await session.Say(Elsewhere), StringComparison.Ordinal);
        Assert.StartsWith("554 5.7.1", await session.Say("RCPT TO:<victim%elsewhere.example@mail.example.com>"), StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task Nobody_relays_through_587_or_465_without_AUTH_not_even_from_the_pod_itself(string release)
    {
        var postfix = await servers.Of(release);
        foreach (var socket in new[] { postfix.Connect(587), postfix.ConnectLocally(587) })
        {
            await using var session = await SmtpSession.Open(socket);
            await session.Say("EHLO client.example.net");
            await session.StartTls();
            await session.Say("MAIL FROM:<a@example.net>");
            Assert.StartsWith("554 5.7.1", await session.Say(Elsewhere), StringComparison.Ordinal);
        }
        foreach (var socket in new[] { postfix.Connect(465), postfix.ConnectLocally(465) })
        {
            await using var session = await SmtpSession.OpenTls(socket);
            await session.Say("EHLO client.example.net");
            await session.Say("MAIL FROM:<a@example.net>");
            Assert.StartsWith("554 5.7.1", await session.Say(Elsewhere), StringComparison.Ordinal);
        }
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task A_user_with_AUTH_relays(string release)
    {
        await using var session = await SmtpSession.OpenTls((await servers.Of(release)).Connect(465));
        await session.Say("EHLO client.example.net");
        await session.AuthPlain(DovecotConfiguration.User, DovecotConfiguration.Password);
        await session.Say("MAIL FROM:<a@example.net>");
        Assert.StartsWith("250 2.1.5", await session.Say(Elsewhere), StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task A_trusted_network_relays_through_25_and_who_comes_by_a_proxy_in_the_pod_does_not(string codename)
    {
        var release = DebianRelease.Of(codename);
        await using var postfix = await RealPostfix.Start(
            servers.Root(release), release, PostfixServers.Server(release) with { TrustedNetworks = ["192.0.2.0/24"] }, TestContext.Current.CancellationToken);
        foreach (var (socket, reply) in new[] { (postfix.Connect(25), "250 2.1.5"), (postfix.ConnectLocally(25), "554 5.7.1") })
        {
            await using var session = await SmtpSession.Open(socket);
            await session.Say("EHLO client.example.net");
            await session.Say("MAIL FROM:<a@example.net>");
            Assert.StartsWith(reply, await session.Say(Elsewhere), StringComparison.Ordinal);
        }
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task Submission_without_authentication_is_closed(string codename)
    {
        var release = DebianRelease.Of(codename);
        await using var postfix = await RealPostfix.Start(
            servers.Root(release), release, PostfixServers.Server(release) with { Authentication = null }, TestContext.Current.CancellationToken);
        await using var session = await SmtpSession.OpenTls(postfix.ConnectLocally(465));
        Assert.DoesNotContain("AUTH", await session.Say("EHLO client.example.net"), StringComparison.Ordinal);
        await session.Say("MAIL FROM:<a@example.net>");
        Assert.StartsWith("554 5.7.1", await session.Say(Elsewhere), StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task An_mx_that_requires_TLS_takes_no_mail_before_it(string codename)
    {
        var release = DebianRelease.Of(codename);
        var server = PostfixServers.Server(release) with
        {
            Listeners = [new(ListenerName.Mx, 25, TlsMode.Required)],
            Authentication = null,
            Parameters = new Dictionary<string, string> { ["mydestination"] = "example.com", ["local_recipient_maps"] = "" },
        };
        await using var postfix = await RealPostfix.Start(servers.Root(release), release, server, TestContext.Current.CancellationToken);
        await using var session = await SmtpSession.Open(postfix.Connect(25));
        await session.Say("EHLO client.example.net");
        Assert.StartsWith("530 5.7.0", await session.Say("MAIL FROM:<a@example.net>"), StringComparison.Ordinal);
        await session.StartTls();
        await session.Say("MAIL FROM:<a@example.net>");
        Assert.StartsWith("250 2.1.5", await session.Say("RCPT TO:<b@example.com>"), StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task A_message_smuggled_behind_a_bare_newline_stays_inside_the_first(string release)
    {
        await using var session = await SmtpSession.OpenTls((await servers.Of(release)).Connect(465));
        await session.Say("EHLO client.example.net");
        await session.AuthPlain(DovecotConfiguration.User, DovecotConfiguration.Password);
        await session.Say("MAIL FROM:<a@example.net>");
        await session.Say(Elsewhere);
        await session.Say("DATA");
        // The end of data is CRLF.CRLF alone: what follows LF.LF is text, and a server that thinks otherwise replies twice or more.
        Assert.StartsWith(
            "250 2.0.0", await session.Say("Subject: first\r\n\r\ntext\n.\nMAIL FROM:<b@example.net>\r\n."), StringComparison.Ordinal);
        Assert.StartsWith("221 ", await session.Say("QUIT"), StringComparison.Ordinal);
    }
}
