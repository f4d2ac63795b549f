namespace MailOperator.Wire;

/// <summary>Each profile accepts the protocols and ciphers that its documentation says, and no others.</summary>
public sealed class ProtocolTests(PostfixServers servers)
{
    /// <summary>Forward secrecy and AEAD, for a server with an ECDSA and an RSA certificate.</summary>
    private static readonly string[] ForwardSecretAead =
    [
        "DHE-RSA-AES128-GCM-SHA256", "DHE-RSA-AES256-GCM-SHA384", "DHE-RSA-CHACHA20-POLY1305",
        "ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-ECDSA-CHACHA20-POLY1305",
        "ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-RSA-AES256-GCM-SHA384", "ECDHE-RSA-CHACHA20-POLY1305",
    ];

    private static readonly string[] Tls13 = ["TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"];

    [Theory, ClassData(typeof(Releases))]
    public async Task TLS_1_0_and_1_1_are_refused_on_every_port_by_every_profile_but_Legacy(string release)
    {
        foreach (var profile in new[] { TlsProfile.Intermediate, TlsProfile.Modern, TlsProfile.NcscNl })
        {
            var postfix = await servers.Of(release, profile);
            foreach (var port in new[] { 25, 587, 465 })
            {
                Assert.Null(await OpenSslClient.Handshake(postfix, port, "-tls1", "ALL"));
                Assert.Null(await OpenSslClient.Handshake(postfix, port, "-tls1_1", "ALL"));
            }
        }
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task Intermediate_accepts_on_submission_forward_secrecy_and_AEAD_only(string release)
    {
        var postfix = await servers.Of(release);
        Assert.Equal(ForwardSecretAead, await OpenSslClient.Accepted(postfix, 465, "-tls1_2"));
        Assert.Equal(ForwardSecretAead, await OpenSslClient.Accepted(postfix, 587, "-tls1_2"));
        Assert.Equal(Tls13, await OpenSslClient.Accepted(postfix, 465, "-tls1_3"));
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task Intermediate_accepts_on_25_older_ciphers_too_so_that_no_sender_falls_back_to_plaintext(string release)
    {
        var accepted = await OpenSslClient.Accepted(await servers.Of(release), 25, "-tls1_2");
        Assert.Subset(accepted.ToHashSet(), ForwardSecretAead.ToHashSet());
        Assert.Contains("ECDHE-RSA-AES128-SHA", accepted);
        Assert.Contains("AES128-SHA", accepted);
        Assert.DoesNotContain(accepted, cipher => cipher.Contains("NULL", StringComparison.Ordinal)
            || cipher.Contains("3DES", StringComparison.Ordinal) || cipher.Contains("RC4", StringComparison.Ordinal));
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task NcscNl_accepts_on_25_what_it_accepts_on_submission(string release)
    {
        var postfix = await servers.Of(release, TlsProfile.NcscNl);
        Assert.Equal(ForwardSecretAead, await OpenSslClient.Accepted(postfix, 25, "-tls1_2"));
        Assert.Equal(ForwardSecretAead, await OpenSslClient.Accepted(postfix, 465, "-tls1_2"));
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task Modern_is_TLS_1_3_only_on_submission_and_Intermediate_on_25(string release)
    {
        var postfix = await servers.Of(release, TlsProfile.Modern);
        foreach (var port in new[] { 587, 465 })
        {
            Assert.Null(await OpenSslClient.Handshake(postfix, port, "-tls1_2", "ALL"));
            Assert.Equal(Tls13, await OpenSslClient.Accepted(postfix, port, "-tls1_3"));
        }
        Assert.NotNull(await OpenSslClient.Handshake(postfix, 25, "-tls1_2", "ALL"));
        Assert.Equal(Tls13, await OpenSslClient.Accepted(postfix, 25, "-tls1_3"));
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task Legacy_accepts_TLS_1_0_where_OpenSSL_still_can(string release)
    {
        var postfix = await servers.Of(release, TlsProfile.Legacy);
        foreach (var port in new[] { 25, 587, 465 })
            Assert.NotNull(await OpenSslClient.Handshake(postfix, port, "-tls1", "ALL"));
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task Port_465_speaks_no_plaintext(string release)
    {
        using var socket = (await servers.Of(release)).Connect(465);
        socket.ReceiveTimeout = 20_000;
        await socket.SendAsync("EHLO client.example.net\r\n"u8.ToArray());
        var reply = new byte[64];
        int count;
        try
        {
            count = socket.Receive(reply);
        }
        catch (System.Net.Sockets.SocketException)
        {
            count = 0;
        }
        // Nothing, or a TLS alert (content type 21, RFC 8446 section 5.1).
        Assert.True(count == 0 || reply[0] == 21);
    }
}
