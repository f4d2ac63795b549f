using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MailOperator.Postfix.Probe.Dialogue;

/// <summary>The header of the PROXY protocol, version 1 (haproxy.org, proxy-protocol.txt, section 2.1).</summary>
internal static class ProxyHeader
{
    /// <summary>The header of a connection that nobody stands between: the client is the one that connects. UNKNOWN would do for the
    /// protocol, but not for Postfix.</summary>
    public static byte[] Of(IPEndPoint client, IPEndPoint server)
    {
        var (from, to) = (Plain(client.Address), Plain(server.Address));
        var family = to.AddressFamily == AddressFamily.InterNetwork ? "TCP4" : "TCP6";
        var line = string.Create(CultureInfo.InvariantCulture, $"PROXY {family} {from} {to} {client.Port} {server.Port}\r\n");
        return Encoding.ASCII.GetBytes(line);
    }

    // A socket for both families has IPv4 mapped into IPv6; a scope is of no meaning to others.
    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : new(address.GetAddressBytes());
}
