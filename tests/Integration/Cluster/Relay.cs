using System.Net;
using System.Net.Sockets;

namespace MailOperator.Integration.Cluster;

/// <summary>An address of the API server at which nobody listens until it is opened. Bytes are passed on as they are, TLS included.</summary>
internal sealed class Relay : IAsyncDisposable
{
    private readonly Uri server;
    private readonly Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource stop = new();
    private Task accepting = Task.CompletedTask;

    public Relay(Uri server)
    {
        this.server = server;
        // Bound, so that the port is nobody else's; until it listens, connections are refused.
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Address = new($"https://127.0.0.1:{((IPEndPoint)listener.LocalEndPoint!).Port}/");
    }

    public Uri Address { get; }

    public void Open()
    {
        listener.Listen();
        accepting = Accept();
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await accepting;
        listener.Dispose();
        stop.Dispose();
    }

    private async Task Accept()
    {
        List<Task> passing = [];
        try
        {
            while (true)
                passing.Add(Pass(await listener.AcceptAsync(stop.Token)));
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
            await far.ConnectAsync(server.Host, server.Port, stop.Token);
            await Task.WhenAny(near.CopyToAsync(far.GetStream(), stop.Token), far.GetStream().CopyToAsync(near, stop.Token));
        }
        catch (Exception error) when (error is OperationCanceledException or IOException or SocketException)
        {
            // One side has gone: the other is told so by the end of its connection.
        }
    }
}
