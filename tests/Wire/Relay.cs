using System.Net;
using System.Net.Sockets;
using System.Text;
using MailOperator.Postfix.Probe;

namespace MailOperator.Wire;

/// <summary>Brings the operator's probe into the network of a server, by a relay of bytes.</summary>
internal static class Relay
{
    /// <summary>What the probe sees of a port.</summary>
    /// <param name="postfix">The server.</param>
    /// <param name="port">Its port.</param>
    /// <param name="target">How to probe; its address and port are those of the relay.</param>
    /// <param name="locally">Whether it comes from within the pod, not from a client that nobody trusts.</param>
    public static async Task<ProbeReport> Probe(RealPostfix postfix, int port, ProbeTarget target, bool locally = false)
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var relay = Task.Run(
            async () =>
            {
                using var client = await listener.AcceptTcpClientAsync(cancellation);
                await using var inside = new NetworkStream(
                    locally ? postfix.ConnectAsProbe(port) : postfix.Connect(port), ownsSocket: true);
                var outside = client.GetStream();
                if (locally && target.ProxyProtocol)
                    await inside.WriteAsync(await HeaderOfPod(outside, cancellation), cancellation);
                await Task.WhenAny(outside.CopyToAsync(inside, cancellation), inside.CopyToAsync(outside, cancellation));
            },
            cancellation);
        var report = await new SmtpTlsProbe(TimeProvider.System, new()).ProbeAsync(
            target with { Host = "127.0.0.1", Port = ((IPEndPoint)listener.LocalEndpoint).Port }, cancellation);
        await relay;
        return report;
    }

    // As the image's own handshakes name themselves (proxy-relay.pl): the address that the header names is the one that limits go by.
    private static async Task<byte[]> HeaderOfPod(NetworkStream outside, CancellationToken cancellation)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (line.Length == 0 || line[^1] != '\n')
        {
            await outside.ReadExactlyAsync(one, cancellation);
            line.Append((char)one[0]);
        }
        var words = line.ToString().Split(' ');
        words[2] = Probes.Address;
        return Encoding.ASCII.GetBytes(string.Join(' ', words));
    }
}
