using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MailOperator.Postfix.Tests.Probe;

namespace MailOperator.Integration.Cluster;

/// <summary>
/// The listeners of one pod on an address of 127.0.0.0/8: SMTP as far as a handshake goes, with the pod's own certificate.
/// </summary>
internal sealed class SmtpStandIn : IAsyncDisposable
{
    private static int _addresses;
    private readonly IReadOnlyList<FakeSmtpServer> _listeners;

    private SmtpStandIn(IReadOnlyList<FakeSmtpServer> listeners) => _listeners = listeners;

    /// <summary>An address that no other pod has; other test runs on this machine have other ones.</summary>
    public static string NextAddress()
    {
        var number = Interlocked.Increment(ref _addresses);
        return string.Create(CultureInfo.InvariantCulture, $"127.{1 + (Environment.ProcessId % 250)}.{number / 250}.{1 + (number % 250)}");
    }

    /// <summary>Listens.</summary>
    /// <param name="address">Where.</param>
    /// <param name="lines">What the pod's ConfigMap says of its listeners: a line NAME PORT MODE each.</param>
    /// <param name="pem">Key, certificate and chain.</param>
    public static SmtpStandIn Start(string address, string lines, string pem)
    {
        var certificate = Read(pem);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(pem);
        var context = SslStreamCertificateContext.Create(certificate, chain, offline: true);
        return new([.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line =>
        {
            var words = line.Split(' ');
            return new FakeSmtpServer(
                new() { Certificate = context, Implicit = words[2] == "implicit" },
                new IPEndPoint(IPAddress.Parse(address), int.Parse(words[1], CultureInfo.InvariantCulture)));
        })]);
    }

    /// <summary>Whether a server could start with this file.</summary>
    public static bool IsUsable(string pem)
    {
        try
        {
            using var certificate = Read(pem);
            return certificate.HasPrivateKey;
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var listener in _listeners)
            await listener.DisposeAsync();
    }

    private static X509Certificate2 Read(string pem) => X509Certificate2.CreateFromPem(pem, pem);
}
