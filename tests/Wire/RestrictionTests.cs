namespace MailOperator.Wire;

/// <summary>What users are asked beside AUTH, what their mail tells of them, and what is done with careless clients.</summary>
public sealed class RestrictionTests(PostfixServers servers)
{
    [Theory, ClassData(typeof(Releases))]
    public async Task What_is_asked_of_users_refuses_them_with_AUTH_too(string release)
    {
        var restrictions = new SubmissionRestrictions
        {
            Helo = ["reject_non_fqdn_helo_hostname"],
            Sender = ["check_sender_access inline:{bad@example.com=REJECT, worse@example.com=REJECT}"],
            Recipient = ["warn_if_reject reject_unknown_recipient_domain", "reject_non_fqdn_recipient"],
        };
        await using (var postfix = await Start(release, listener => listener with { Restrictions = restrictions }))
        {
            await using var session = await LogIn(postfix);
            await session.Say("MAIL FROM:<bad@example.com>");
            Assert.StartsWith("554 5.7.1", await session.Say("RCPT TO:<b@elsewhere.example>"), StringComparison.Ordinal);
            await session.Say("RSET");
            await session.Say("MAIL FROM:<good@example.com>");
            Assert.StartsWith("504 5.5.2", await session.Say("RCPT TO:<b@elsewhere>"), StringComparison.Ordinal);
            Assert.StartsWith("250 2.1.5", await session.Say("RCPT TO:<b@elsewhere.example>"), StringComparison.Ordinal);
            await session.Say("RSET");
            await session.Say("EHLO nodots");
            await session.Say("MAIL FROM:<good@example.com>");
            Assert.StartsWith("504 5.5.2", await session.Say("RCPT TO:<b@elsewhere.example>"), StringComparison.Ordinal);
        }
        await using (var postfix = await Start(release, listener => listener with { Restrictions = new() { Client = ["check_client_access inline:{192.0.2.1=REJECT}"] } }))
        {
            await using var session = await LogIn(postfix);
            await session.Say("MAIL FROM:<a@example.net>");
            Assert.StartsWith("554 5.7.1", await session.Say("RCPT TO:<b@elsewhere.example>"), StringComparison.Ordinal);
        }
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task No_restriction_opens_the_relay(string release)
    {
        string[] open = ["permit_mynetworks", "permit"];
        await using var postfix = await Start(
            release, listener => listener with { Restrictions = new() { Client = open, Helo = open, Sender = open, Recipient = open } });
        foreach (var socket in new[] { postfix.Connect(465), postfix.ConnectLocally(465) })
        {
            await using var session = await SmtpSession.OpenTls(socket);
            await session.Say("EHLO client.example.net");
            await session.Say("MAIL FROM:<a@example.net>");
            Assert.StartsWith("554 5.7.1", await session.Say("RCPT TO:<b@elsewhere.example>"), StringComparison.Ordinal);
        }
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task A_recipient_that_does_not_exist_is_refused_where_that_is_asked_for(string release)
    {
        foreach (var asked in new[] { true, false })
        {
            await using var postfix = await Start(
                release,
                listener => listener with { RejectUnlistedRecipient = asked },
                server => server with
                {
                    Parameters = new Dictionary<string, string>
                    {
                        ["mydestination"] = "example.com",
                        ["local_recipient_maps"] = "inline:{known=x}",
                        ["local_transport"] = "discard:",
                    },
                });
            await using var session = await LogIn(postfix);
            await session.Say("MAIL FROM:<a@example.net>");
            Assert.StartsWith("250 2.1.5", await session.Say("RCPT TO:<known@example.com>"), StringComparison.Ordinal);
            Assert.StartsWith(asked ? "550 5.1.1" : "250 2.1.5", await session.Say("RCPT TO:<unknown@example.com>"), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("trixie")]
    [InlineData("forky")]
    public async Task The_Received_header_hides_the_user_where_that_is_asked_for(string release)
    {
        foreach (var asked in new[] { true, false })
        {
            await using var postfix = await Start(
                release,
                listener => listener with { HideClientSession = asked },
                server => server with { Outbound = new() { RelayHost = new("192.0.2.1", StandInServer.Port) { Mode = TlsMode.Opportunistic } } });
            await using var next = StandInServer.Beside(postfix);
            await using var session = await LogIn(postfix);
            await session.Say("MAIL FROM:<a@example.net>");
            await session.Say("RCPT TO:<b@elsewhere.example>");
            await session.Say("DATA");
            Assert.StartsWith("250 ", await session.Say("Subject: test\r\n\r\ntext\r\n."), StringComparison.Ordinal);
            await postfix.Says(log => log.Any(line => line.Contains("status=sent", StringComparison.Ordinal)), TestContext.Current.CancellationToken);
            Assert.Contains(next.Commands, line => line.StartsWith("Received: ", StringComparison.Ordinal));
            Assert.Equal(!asked, next.Commands.Any(line => line.Contains("client.example.net", StringComparison.Ordinal)));
        }
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task Bare_newlines_are_refused_where_that_is_asked_for(string release)
    {
        await using var postfix = await Start(release, listener => listener, server => server with { BareNewline = BareNewline.Reject });
        await using var session = await LogIn(postfix);
        await session.Say("MAIL FROM:<a@example.net>");
        await session.Say("RCPT TO:<b@elsewhere.example>");
        await session.Say("DATA");
        Assert.StartsWith("550 5.5.2", await session.Say("Subject: test\r\n\r\nbare\ntext\r\n."), StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task A_client_that_does_not_wait_for_replies_is_refused(string release)
    {
        foreach (var forbidden in new[] { true, false })
        {
            await using var postfix = await Start(release, listener => listener, server => server with { ForbidUnauthPipelining = forbidden });
            // HELO offers no PIPELINING, and so does not allow it.
            await using var session = await SmtpSession.Open(postfix.Connect(25));
            var reply = await session.Say("HELO client.example.net\r\nMAIL FROM:<a@example.net>\r\nNOOP");
            Assert.StartsWith(forbidden ? "554 5.5.0" : "250 ", reply, StringComparison.Ordinal);
        }
    }

    private static async Task<SmtpSession> LogIn(RealPostfix postfix)
    {
        var session = await SmtpSession.OpenTls(postfix.Connect(465));
        await session.Say("EHLO client.example.net");
        Assert.StartsWith("235 ", await session.AuthPlain(DovecotConfiguration.User, DovecotConfiguration.Password), StringComparison.Ordinal);
        return session;
    }

    /// <summary>A server whose submissions listener is changed.</summary>
    private Task<RealPostfix> Start(string codename, Func<Listener, Listener> change, Func<SmtpServer, SmtpServer>? further = null)
    {
        var release = DebianRelease.Of(codename);
        var server = PostfixServers.Server(release);
        server = server with
        {
            Listeners = [.. server.Listeners.Select(listener => listener.Name == ListenerName.Submissions ? change(listener) : listener)],
        };
        return RealPostfix.Start(servers.Root(release), release, further?.Invoke(server) ?? server, TestContext.Current.CancellationToken);
    }
}
