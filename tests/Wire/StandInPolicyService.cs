using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MailOperator.Wire;

/// <summary>
/// A service of policies that knows what it is told to know, by the protocol of socketmap_table(5), and remembers what it is asked.
/// </summary>
internal sealed class StandInPolicyService : IAsyncDisposable
{
    public const int Port = 8461;

    private readonly ConcurrentQueue<string> _asked = [];
    private readonly Func<string, string> _reply;
    private readonly Socket _listener;
    private readonly Task _running;

    private StandInPolicyService(Socket listener, Func<string, string> reply)
    {
        (_listener, _reply) = (listener, reply);
        _running = Accept();
    }

    /// <summary>Each request: the map and the key.</summary>
    public IReadOnlyList<string> Asked => [.. _asked];

    /// <summary>Listens on the loopback address of a server.</summary>
    /// <param name="postfix">The server.</param>
    /// <param name="reply">The reply to a request, such as <c>NOTFOUND </c> (its space is a part of it).</param>
    public static StandInPolicyService Beside(RealPostfix postfix, Func<string, string> reply) =>
        new(NetworkNamespace.Listen(postfix.ProcessInside, new IPEndPoint(IPAddress.Loopback, Port)), reply);

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _running;
    }

    private async Task Accept()
    {
        var clients = new List<Task>();
        try
        {
            while (true)
                clients.Add(Serve(await _listener.AcceptAsync()));
        }
        catch (Exception end) when (end is ObjectDisposedException or SocketException { SocketErrorCode: SocketError.OperationAborted })
        {
            // Whoever is still connected stays so until Postfix ends; nobody waits for that.
        }
    }

    private async Task Serve(Socket client)
    {
        await using var stream = new NetworkStream(client, ownsSocket: true);
        try
        {
            while (await Netstring(stream) is { } request)
            {
                _asked.Enqueue(request);
                var reply = _reply(request);
                await stream.WriteAsync(
                    Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(reply)}:{reply},")));
            }
        }
        catch (IOException)
        {
            // Postfix ended.
        }
    }

    /// <summary>A length in decimal, a colon, so many bytes, and a comma; null at the end.</summary>
    private static async Task<string?> Netstring(Stream stream)
    {
        var one = new byte[1];
        var length = 0;
        while (true)
        {
            if (await stream.ReadAsync(one) == 0)
                return null;
            if (one[0] == ':')
                break;
            length = (length * 10) + one[0] - '0';
        }
        var text = new byte[length + 1];
        await stream.ReadExactlyAsync(text);
        return Encoding.UTF8.GetString(text, 0, length);
    }
}
