using System.Net;
using System.Net.Sockets;

namespace MailOperator.Integration.Cluster;

/// <summary>
/// An address of the API server at which nobody listens until it is opened. Bytes are passed on as they are, TLS included.
/// </summary>
internal sealed class Relay : IAsyncDisposable
{
    private readonly Uri _server;
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _stop = new();
    private Task _accepting = Task.CompletedTask;

    public Relay(Uri server)
    {
        _server = server;
        // Bound, so that the port is nobody else's; until it listens, connections are refused.
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Address = new($"https://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}/");
    }

    public Uri Address { get; }

    public void Open()
    {
        _listener.Listen();
        _accepting = Accept();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task Accept()
    {
        List<Task> passing = [];
        try
        {
            while (true)
                passing.Add(Pass(await _listener.AcceptAsync(_stop.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(passing);
        }
    }

    private async Task Pass(Socket client)
    {
        using var near = new NetworkStream(client, ownsSocket: true);
        using var far = new TcpClient();
        try
        {
            await far.ConnectAsync(_server.Host, _server.Port, _stop.Token);
            await Task.WhenAny(near.CopyToAsync(far.GetStream(), _stop.Token), far.GetStream().CopyToAsync(near, _stop.Token));
        }
        catch (Exception error) when (error is OperationCanceledException or IOException or SocketException)
        {
            // One side has gone: the other is told so by the end of its connection.
        }
    }
}
