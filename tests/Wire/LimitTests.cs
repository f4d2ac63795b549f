namespace MailOperator.Wire;

/// <summary>A listener takes no more than it is told to. Clients are strangers: networks that are trusted are not limited.</summary>
public sealed class LimitTests(PostfixServers servers)
{
    [Theory, ClassData(typeof(Releases))]
    public async Task A_client_has_no_more_sessions_at_once_than_it_may(string release)
    {
        await using var postfix = await Start(release, ListenerName.Mx, new() { ConnectionsPerClient = 1 });
        await using var first = await SmtpSession.Open(postfix.Connect(25));
        await using var second = await SmtpSession.OpenAny(postfix.Connect(25));
        Assert.StartsWith("421 4.7.0", second.Greeting, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task A_listener_serves_no_more_sessions_at_once_than_it_has_processes(string release)
    {
        await using var postfix = await Start(release, ListenerName.Mx, new() { Processes = 1 });
        await using (await SmtpSession.Open(postfix.Connect(25)))
        {
            // master has taken the connection, and no smtpd is there to greet.
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
            using var waiting = postfix.Connect(25);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(
                async () => await waiting.ReceiveAsync(new byte[1], patience.Token));
        }
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task A_client_that_does_something_too_often_is_refused(string release)
    {
        await using (var postfix = await Start(release, ListenerName.Mx, new() { ConnectionsPerMinute = 1 }))
        {
            await (await SmtpSession.Open(postfix.Connect(25))).DisposeAsync();
            await using var again = await SmtpSession.OpenAny(postfix.Connect(25));
            Assert.StartsWith("421 4.7.0", again.Greeting, StringComparison.Ordinal);
        }
        await using (var postfix = await Start(release, ListenerName.Mx, new() { NewTlsSessionsPerMinute = 1, MessagesPerMinute = 1, RecipientsPerMinute = 1 }))
        {
            await using var session = await SmtpSession.Open(postfix.Connect(25));
            await session.Say("EHLO client.example.net");
            await session.StartTls();
            Assert.StartsWith("250 ", await session.Say("MAIL FROM:<a@example.net>"), StringComparison.Ordinal);
            await session.Say("RCPT TO:<b@elsewhere.example>");
            Assert.StartsWith("450 4.7.1", await session.Say("RCPT TO:<c@elsewhere.example>"), StringComparison.Ordinal);
            await session.Say("RSET");
            Assert.StartsWith("450 4.7.1", await session.Say("MAIL FROM:<a@example.net>"), StringComparison.Ordinal);

            // The handshake that goes beyond the limit still counts as one within it.
            await using (var second = await SmtpSession.Open(postfix.Connect(25)))
            {
                await second.Say("EHLO client.example.net");
                Assert.StartsWith("220 ", await second.Say("STARTTLS"), StringComparison.Ordinal);
                await second.Handshake();
            }
            await using var third = await SmtpSession.Open(postfix.Connect(25));
            await third.Say("EHLO client.example.net");
            Assert.Matches("^4(21|54) 4[.]7[.]0", await third.Say("STARTTLS"));
        }
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task Passwords_cannot_be_tried_at_any_rate(string release)
    {
        await using var postfix = await Start(release, ListenerName.Submissions, new() { AuthAttemptsPerMinute = 1 });
        await using var session = await SmtpSession.OpenTls(postfix.Connect(465));
        await session.Say("EHLO client.example.net");
        Assert.StartsWith("535 5.7.8", await session.AuthPlain(DovecotConfiguration.User, "wrong"), StringComparison.Ordinal);
        Assert.StartsWith(
            "450 4.7.1", await session.AuthPlain(DovecotConfiguration.User, DovecotConfiguration.Password), StringComparison.Ordinal);
    }

    private Task<RealPostfix> Start(string codename, ListenerName name, ListenerLimits limits)
    {
        var release = DebianRelease.Of(codename);
        var server = PostfixServers.Server(release);
        return RealPostfix.Start(
            servers.Root(release),
            release,
            server with { Listeners = [.. server.Listeners.Select(listener => listener.Name == name ? listener with { Limits = limits } : listener)] },
            TestContext.Current.CancellationToken);
    }
}
