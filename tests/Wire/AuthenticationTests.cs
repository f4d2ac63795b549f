namespace MailOperator.Wire;

/// <summary>SMTP AUTH is for submission, over TLS, against a real Dovecot.</summary>
public sealed class AuthenticationTests(PostfixServers servers)
{
    [Theory, ClassData(typeof(Releases))]
    public async Task Port_587_offers_no_AUTH_before_STARTTLS_and_PLAIN_and_LOGIN_after(string release)
    {
        await using var session = await SmtpSession.Open((await servers.Of(release)).Connect(587));
        var before = await session.Say("EHLO client.example.net");
        Assert.Contains("250-STARTTLS", before, StringComparison.Ordinal);
        Assert.DoesNotContain("AUTH", before, StringComparison.Ordinal);
        Assert.Matches("250.AUTH (PLAIN LOGIN|LOGIN PLAIN)\n", await session.StartTls());
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task Port_587_takes_neither_mail_nor_a_password_before_STARTTLS(string release)
    {
        await using var session = await SmtpSession.Open((await servers.Of(release)).Connect(587));
        await session.Say("EHLO client.example.net");
        Assert.StartsWith("530 5.7.0", await session.Say("MAIL FROM:<a@example.net>"), StringComparison.Ordinal);
        Assert.Matches("^5(30|38) ", await session.AuthPlain(DovecotConfiguration.User, DovecotConfiguration.Password));
        Assert.Matches("^5(30|38) ", await session.Say("AUTH LOGIN"));
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task Port_25_never_offers_AUTH_nor_takes_a_password(string release)
    {
        await using var session = await SmtpSession.Open((await servers.Of(release)).Connect(25));
        Assert.DoesNotContain("AUTH", await session.Say("EHLO client.example.net"), StringComparison.Ordinal);
        Assert.DoesNotContain("AUTH", await session.StartTls(), StringComparison.Ordinal);
        Assert.StartsWith(
            "503 5.5.1", await session.AuthPlain(DovecotConfiguration.User, DovecotConfiguration.Password), StringComparison.Ordinal);
        Assert.StartsWith("503 5.5.1", await session.Say("AUTH LOGIN"), StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task The_right_password_is_accepted_by_PLAIN_and_LOGIN_on_587_and_465(string release)
    {
        var postfix = await servers.Of(release);
        foreach (var open in new[] { OpenSubmission, OpenSubmissions })
        {
            await using (var session = await open(postfix))
            {
                Assert.StartsWith(
                    "235 2.7.0", await session.AuthPlain(DovecotConfiguration.User, DovecotConfiguration.Password), StringComparison.Ordinal);
            }
            await using (var session = await open(postfix))
            {
                Assert.StartsWith(
                    "235 2.7.0", await session.AuthLogin(DovecotConfiguration.User, DovecotConfiguration.Password), StringComparison.Ordinal);
            }
        }
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task A_wrong_password_is_refused(string release)
    {
        var postfix = await servers.Of(release);
        foreach (var open in new[] { OpenSubmission, OpenSubmissions })
        {
            await using (var session = await open(postfix))
                Assert.StartsWith("535 5.7.8", await session.AuthPlain(DovecotConfiguration.User, "wrong"), StringComparison.Ordinal);
            await using (var session = await open(postfix))
                Assert.StartsWith("535 5.7.8", await session.AuthLogin(DovecotConfiguration.User, "wrong"), StringComparison.Ordinal);
        }
    }

    private static readonly Func<RealPostfix, Task<SmtpSession>> OpenSubmission = async postfix =>
    {
        var session = await SmtpSession.Open(postfix.Connect(587));
        await session.Say("EHLO client.example.net");
        await session.StartTls();
        return session;
    };

    private static readonly Func<RealPostfix, Task<SmtpSession>> OpenSubmissions = async postfix =>
    {
        var session = await SmtpSession.OpenTls(postfix.Connect(465));
        await session.Say("EHLO client.example.net");
        return session;
    };
}
