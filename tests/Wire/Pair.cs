using System.Text;

namespace MailOperator.Wire;

/// <summary>
/// Two Postfixes in one network: one takes mail from the test on 2525 and sends it on, the other has all listeners and AUTH.
/// </summary>
public sealed class Pair : IAsyncDisposable
{
    /// <summary>User and password for the receiver, in the sender's /run/tls.</summary>
    public const string CredentialsFile = "relay-credentials";

    public const string Domain = "partner.example";

    /// <summary>A domain that is reached by the receiver's relay alone.</summary>
    public const string Elsewhere = "elsewhere.example";

    /// <summary>Hosts below <see cref="Domain"/>, each the receiver, so that each can have a policy of its own.</summary>
    public static readonly string[] Hosts = ["may", "encrypt", "verify", "secure", "fingerprint", "key", "untrusted"];

    private const int SenderPort = 2525;

    // On 25 the sender would take an address of its own for a loop.
    private const int ReceiverPort = 2526;

    private readonly RealPostfix _receiver;

    private Pair(RealPostfix receiver, RealPostfix sender) => (_receiver, Sender) = (receiver, sender);

    public RealPostfix Sender { get; }

    public RealPostfix Receiver => _receiver;

    /// <summary>The next hop of a host, as its transport has it and its policy is looked up by.</summary>
    public static string NextHop(string host) => $"[{host}.{Domain}]:{ReceiverPort}";

    /// <summary>Starts both, the sender with what a test makes of its outbound part, which trusts the receiver's certificates.</summary>
    public static Task<Pair> Start(
        PostfixServers servers, string codename, Func<OutboundTls, OutboundTls> outbound, string password = DovecotConfiguration.Password) =>
        Start(
            servers,
            codename,
            ReceiverPort,
            release => Sending(release, outbound) with { Parameters = WithoutDns },
            new Dictionary<string, string>(),
            password);

    /// <summary>
    /// Starts both; the sender asks DNS for the servers of a domain, and finds the receiver on port 25 (<see cref="TestResolver"/>).
    /// </summary>
    /// <param name="servers">The Debian roots.</param>
    /// <param name="codename">The release.</param>
    /// <param name="outbound">What is changed of the sender's outbound part.</param>
    /// <param name="validates">Whether the resolver validates signatures.</param>
    public static Task<Pair> StartWithDns(
        PostfixServers servers, string codename, Func<OutboundTls, OutboundTls> outbound, bool validates = true) =>
        Start(
            servers,
            codename,
            25,
            release => Sending(release, outbound),
            TestResolver.Files(validates),
            DovecotConfiguration.Password,
            // As if somebody on the way took it away.
            $"smtp_discard_ehlo_keyword_address_maps = inline:{{{TestResolver.StrippedAddress}=starttls}}");

    private static async Task<Pair> Start(
        PostfixServers servers,
        string codename,
        int port,
        Func<DebianRelease, SmtpServer> sending,
        IReadOnlyDictionary<string, string> files,
        string password,
        string conditions = "")
    {
        var cancellation = TestContext.Current.CancellationToken;
        var release = DebianRelease.Of(codename);
        var root = servers.Root(release);
        var receiver = await RealPostfix.Start(root, release, Receiving(release, port), cancellation);
        try
        {
            var server = sending(release);
            var secrets = new Dictionary<string, string>(files)
            {
                ["authorities.pem"] = string.Concat(
                    TestCertificates.Pem.Values.Select(pem => pem[pem.IndexOf("-----BEGIN CERT", StringComparison.Ordinal)..])),
            };
            if (server.Outbound.RelayHost is { } relay)
            {
                secrets[CredentialsFile] = Encoding.UTF8.GetString(
                    RelayCredentials.Table(relay, Bytes(DovecotConfiguration.User), Bytes(password)));
            }
            return new(receiver, await RealPostfix.Start(root, release, server, cancellation, secrets, receiver, conditions));
        }
        catch
        {
            await receiver.DisposeAsync();
            throw;
        }
    }

    /// <summary>Gives the sender a message for somebody there, and returns what it logs until it knows what has become of it.</summary>
    public async Task<IReadOnlyList<string>> Send(string domain)
    {
        var before = Sender.Log.Count;
        await using (var session = await SmtpSession.Open(Sender.Connect(SenderPort)))
        {
            await session.Say("EHLO client.example.net");
            Assert.StartsWith("250 ", await session.Say("MAIL FROM:<a@example.net>"), StringComparison.Ordinal);
            Assert.StartsWith("250 ", await session.Say($"RCPT TO:<b@{domain}>"), StringComparison.Ordinal);
            Assert.StartsWith("354 ", await session.Say("DATA"), StringComparison.Ordinal);
            Assert.StartsWith("250 ", await session.Say("Subject: test\r\n\r\ntext\r\n."), StringComparison.Ordinal);
        }
        await Sender.Says(
            log => log.Skip(before).Any(
                line => line.Contains($"to=<b@{domain}>", StringComparison.Ordinal) && line.Contains("status=", StringComparison.Ordinal)),
            TestContext.Current.CancellationToken);
        return [.. Sender.Log.Skip(before)];
    }

    /// <summary>The same, and all of this must be logged.</summary>
    public async Task Becomes(string domain, params string[] said)
    {
        var log = await Send(domain);
        Assert.All(said, part => Assert.True(
            log.Any(line => line.Contains(part, StringComparison.Ordinal)), $"{domain}: no '{part}' in\n{string.Join('\n', log)}"));
    }

    public async ValueTask DisposeAsync()
    {
        await Sender.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    private static SmtpServer Sending(DebianRelease release, Func<OutboundTls, OutboundTls> outbound) => new()
    {
        Hostname = "sender.example.net",
        Listeners = [new(ListenerName.Mx, SenderPort, TlsMode.Opportunistic)],
        ChainFiles = ["/run/tls/default-ecdsa.pem"],
        TrustedNetworks = ["192.0.2.0/24"],
        Outbound = outbound(new() { AuthoritiesFile = "/run/tls/authorities.pem" }),
        Version = release.Postfix,
    };

    // There is no DNS here: /etc/hosts has the receiver's names, and brackets keep Postfix from asking for MX records.
    private static Dictionary<string, string> WithoutDns => new()
    {
        ["smtp_host_lookup"] = "native",
        ["transport_maps"] = $"inline:{{{string.Join(
            ", ",
            Hosts.Select(host => $"{host}.{Domain}=smtp:{NextHop(host)}")
                .Append($"plaintext.{Domain}=smtp:[{TestCertificates.Host}]:{StandInServer.Port}"))}}}",
    };

    private static SmtpServer Receiving(DebianRelease release, int port) => PostfixServers.Server(release) with
    {
        Listeners =
        [
            new(ListenerName.Mx, port, TlsMode.Opportunistic),
            new(ListenerName.Submission, 587, TlsMode.Required),
            new(ListenerName.Submissions, 465, TlsMode.Implicit),
        ],
        Parameters = new Dictionary<string, string>
        {
            ["mydestination"] = string.Join(", ", Hosts.Select(host => $"{host}.{Domain}").Append(Elsewhere).Concat(TestResolver.Domains)),
            ["local_transport"] = "discard:",
            ["local_recipient_maps"] = "",
        },
    };

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
