using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace MailOperator.Integration.Cluster;

/// <summary>The listeners of a pod whose image somebody made for what it does to who connects.</summary>
internal sealed class HostileStandIn : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly IReadOnlyList<TcpListener> _listeners;
    private readonly Task _serving;

    private HostileStandIn(IReadOnlyList<TcpListener> listeners, Func<Stream, CancellationToken, Task> says)
    {
        _listeners = listeners;
        _serving = Task.WhenAll(listeners.Select(listener => Serve(listener, says)));
    }

    /// <summary>Listens.</summary>
    /// <param name="address">Where.</param>
    /// <param name="lines">What the pod's ConfigMap says of its listeners: a line NAME PORT MODE each.</param>
    /// <param name="says">What is done to each connection.</param>
    public static HostileStandIn Start(string address, string lines, Func<Stream, CancellationToken, Task> says)
    {
        var listeners = lines.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => new TcpListener(IPAddress.Parse(address), int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture)))
            .ToList();
        listeners.ForEach(listener => listener.Start());
        return new(listeners, says);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        foreach (var listener in _listeners)
            listener.Stop();
        await _serving;
        _stop.Dispose();
    }

    private async Task Serve(TcpListener listener, Func<Stream, CancellationToken, Task> says)
    {
        var conversations = new List<Task>();
        try
        {
            while (true)
                conversations.Add(Converse(await listener.AcceptTcpClientAsync(_stop.Token), says));
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(conversations);
        }
    }

    private async Task Converse(TcpClient client, Func<Stream, CancellationToken, Task> says)
    {
        using (client)
        {
            try
            {
                await says(client.GetStream(), _stop.Token);
            }
            catch (Exception error) when (error is IOException or OperationCanceledException)
            {
                // Whoever was connected has gone, or the pod.
            }
        }
    }
}
