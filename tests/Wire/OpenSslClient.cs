using System.Text.RegularExpressions;

namespace MailOperator.Wire;

/// <summary>
/// Handshakes with what .NET and the distribution's OpenSSL policy would not offer: old protocols, single ciphers.
/// </summary>
internal static partial class OpenSslClient
{
    /// <summary>The cipher that a server chooses, or null when it refuses.</summary>
    /// <param name="postfix">The server.</param>
    /// <param name="port">25 and 587 with STARTTLS, 465 without.</param>
    /// <param name="protocol">An option of <c>s_client</c>: <c>-tls1_2</c>.</param>
    /// <param name="ciphers">The ciphers offered, in OpenSSL's list format.</param>
    public static async Task<string?> Handshake(RealPostfix postfix, int port, string protocol, string ciphers)
    {
        string[] offered = protocol == "-tls1_3" ? ["-ciphersuites", ciphers] : ["-cipher", ciphers + ":@SECLEVEL=0"];
        var match = Cipher().Match(await Talk(postfix, port, [protocol, .. offered]));
        return match.Success && match.Groups[1].Value != "(NONE)" ? match.Groups[1].Value : null;
    }

    /// <summary>What <c>s_client</c> prints of a session with these options that ends with QUIT.</summary>
    public static async Task<string> Talk(RealPostfix postfix, int port, IReadOnlyList<string> options)
    {
        string[] starttls = port == 465 ? [] : ["-starttls", "smtp"];
        var (_, output, _) = await Command.Run(
            "nsenter",
            [
                $"--net=/proc/{postfix.ProcessInside}/ns/net", "env", "OPENSSL_CONF=/dev/null", "openssl", "s_client",
                "-connect", $"{RealPostfix.Stranger}:{port}", .. starttls, .. options,
            ],
            "QUIT\r\n",
            TestContext.Current.CancellationToken);
        return output;
    }

    /// <summary>All ciphers that a server accepts for a protocol: it chooses one, which is offered no more, until it refuses.</summary>
    public static async Task<IReadOnlyList<string>> Accepted(RealPostfix postfix, int port, string protocol)
    {
        var left = protocol == "-tls1_3"
            ? ["TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_128_GCM_SHA256", "TLS_AES_128_CCM_SHA256", "TLS_AES_128_CCM_8_SHA256"]
            : await KnownCiphers();
        var accepted = new List<string>();
        while (left.Count > 0 && await Handshake(postfix, port, protocol, string.Join(':', left)) is { } cipher)
        {
            accepted.Add(cipher);
            Assert.True(left.Remove(cipher), $"{cipher} was not offered");
        }
        accepted.Sort(StringComparer.Ordinal);
        return accepted;
    }

    private static async Task<List<string>> KnownCiphers()
    {
        var (status, output, error) = await Command.Run("openssl", ["ciphers", "-tls1_2", "ALL:COMPLEMENTOFALL:@SECLEVEL=0"]);
        Assert.True(status == 0, error);
        return [.. output.Trim().Split(':').Where(cipher => !cipher.StartsWith("TLS_", StringComparison.Ordinal))];
    }

    [GeneratedRegex(@"^New, .*, Cipher is (\S+)$", RegexOptions.Multiline)]
    private static partial Regex Cipher();
}
