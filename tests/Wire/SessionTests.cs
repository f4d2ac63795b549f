namespace MailOperator.Wire;

/// <summary>What tickets, the session cache and the configuration of OpenSSL do on the wire.</summary>
public sealed class SessionTests(PostfixServers servers)
{
    private const string OneCipherOnly = """
        openssl_conf = begin
        [begin]
        ssl_conf = ssl
        [ssl]
        system_default = limits
        [limits]
        Ciphersuites = TLS_CHACHA20_POLY1305_SHA256

        """;

    [Theory, ClassData(typeof(Releases))]
    public async Task A_client_with_tickets_resumes(string release) =>
        Assert.True(await Resumes(await servers.Of(release), "-tls1_2"));

    [Theory, ClassData(typeof(Releases))]
    public async Task A_client_without_tickets_resumes_where_there_is_a_database(string codename)
    {
        Assert.False(await Resumes(await servers.Of(codename), "-tls1_2", "-no_ticket"));

        await using var postfix = await Start(codename, server => server with { SessionCache = SessionCache.Database });
        Assert.True(await Resumes(postfix, "-tls1_2", "-no_ticket"));
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task The_configuration_of_OpenSSL_counts_where_it_is_asked_for(string codename)
    {
        foreach (var choice in Enum.GetValues<OpenSslConfiguration>())
        {
            await using var postfix = await Start(
                codename, server => server with { OpenSslConfiguration = choice }, new() { ["openssl.cnf"] = OneCipherOnly });
            Assert.Equal(choice == OpenSslConfiguration.System ? 1 : 3, (await OpenSslClient.Accepted(postfix, 465, "-tls1_3")).Count);
        }
    }

    private Task<RealPostfix> Start(string codename, Func<SmtpServer, SmtpServer> change, Dictionary<string, string>? files = null)
    {
        var release = DebianRelease.Of(codename);
        return RealPostfix.Start(
            servers.Root(release), release, change(PostfixServers.Server(release)), TestContext.Current.CancellationToken, files);
    }

    /// <summary>Whether a second session with 465 continues the first.</summary>
    private static async Task<bool> Resumes(RealPostfix postfix, params string[] options)
    {
        var session = Path.GetTempFileName();
        try
        {
            Assert.Contains("New, TLSv1.2", await OpenSslClient.Talk(postfix, 465, [.. options, "-sess_out", session]), StringComparison.Ordinal);
            return (await OpenSslClient.Talk(postfix, 465, [.. options, "-sess_in", session])).Contains("Reused, TLSv1.2", StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(session);
        }
    }
}
