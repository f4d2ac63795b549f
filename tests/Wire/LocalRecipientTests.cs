namespace MailOperator.Wire;

/// <summary>Who is a recipient in a domain of <c>mydestination</c>: whom the resource names, and nobody else that the image knows.</summary>
public sealed class LocalRecipientTests(PostfixServers servers)
{
    private static readonly string[] Accounts = ["root", "mail", "www-data", "nobody", "postfix", "unknown"];

    [Theory, ClassData(typeof(Releases))]
    public async Task The_accounts_of_the_image_are_no_recipients_and_aliases_are(string release)
    {
        await using var postfix = await Start(release, new()
        {
            ["mydestination"] = "$myhostname, example.com",
            ["alias_maps"] = "inline:{postmaster=admin@elsewhere.example}",
            ["virtual_alias_maps"] = "inline:{info@example.com=admin@elsewhere.example}",
        });
        foreach (var account in Accounts)
        {
            Assert.StartsWith("550 5.1.1", await Recipient(postfix, $"{account}@example.com"), StringComparison.Ordinal);
            Assert.StartsWith("550 5.1.1", await Recipient(postfix, $"{account}@{TestCertificates.Host}"), StringComparison.Ordinal);
        }
        foreach (var known in new[] { "postmaster", "info" })
            Assert.StartsWith("250 ", await Recipient(postfix, $"{known}@example.com"), StringComparison.Ordinal);
        Assert.Empty(postfix.Complaints);
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task Without_aliases_there_is_no_recipient(string release)
    {
        await using var postfix = await Start(release, new() { ["mydestination"] = "example.com" });
        foreach (var account in Accounts)
            Assert.StartsWith("550 5.1.1", await Recipient(postfix, $"{account}@example.com"), StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task What_the_resource_says_of_recipients_holds(string release)
    {
        await using var postfix = await Start(release, new() { ["mydestination"] = "example.com", ["local_recipient_maps"] = "" });
        Assert.StartsWith("250 ", await Recipient(postfix, "unknown@example.com"), StringComparison.Ordinal);
    }

    private static async Task<string> Recipient(RealPostfix postfix, string recipient)
    {
        await using var session = await SmtpSession.Open(postfix.Connect(25));
        await session.Say("EHLO client.example.net");
        await session.Say("MAIL FROM:<a@example.net>");
        return await session.Say($"RCPT TO:<{recipient}>");
    }

    private Task<RealPostfix> Start(string codename, Dictionary<string, string> parameters)
    {
        var release = DebianRelease.Of(codename);
        return RealPostfix.Start(
            servers.Root(release), release, PostfixServers.Server(release) with { Parameters = parameters }, TestContext.Current.CancellationToken);
    }
}
