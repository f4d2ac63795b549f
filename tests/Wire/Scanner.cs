using System.Net;
using System.Xml.Linq;

namespace MailOperator.Wire;

/// <summary>The scanner sslscan.</summary>
internal static class Scanner
{
    /// <summary>The protocols that a port accepts, each with its cipher suites, sorted.</summary>
    /// <param name="postfix">The server.</param>
    /// <param name="port">25 and 587 with STARTTLS, 465 without.</param>
    /// <param name="address">The address of the server, and so of its client; null for that of a stranger.</param>
    public static async Task<IReadOnlyList<(string Protocol, string[] Suites)>> Scan(
        RealPostfix postfix, int port, IPAddress? address = null)
    {
        string[] starttls = port == 465 ? [] : ["--starttls-smtp"];
        var (status, output, error) = await Command.Run(
            "nsenter",
            [
                $"--net=/proc/{postfix.ProcessInside}/ns/net", "env", "OPENSSL_CONF=/dev/null", "sslscan", "--xml=-", "--no-colour", .. starttls,
                "--no-check-certificate", "--no-cipher-details", "--no-compression", "--no-fallback", "--no-groups", "--no-heartbleed",
                "--no-renegotiation", "--timeout=20", $"{address ?? RealPostfix.Stranger}:{port}",
            ],
            cancellation: TestContext.Current.CancellationToken);
        Assert.True(status == 0, error);
        var ciphers = XDocument.Parse(output).Descendants("cipher").ToArray();
        Assert.NotEmpty(ciphers);
        return
        [
            .. ciphers.GroupBy(cipher => cipher.Attribute("sslversion")!.Value, cipher => cipher.Attribute("cipher")!.Value)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => (group.Key, group.Order(StringComparer.Ordinal).ToArray())),
        ];
    }
}
