using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace MailOperator.Postfix.Tests.Probe;

/// <summary>
/// A server on loopback that speaks just enough SMTP over TLS, and as wrongly as it is told to.
/// </summary>
internal sealed class FakeSmtpServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly Behaviour _behaviour;
    private readonly Task _serving;

    /// <summary>Listens, on a free port where no address is given.</summary>
    public FakeSmtpServer(Behaviour behaviour, IPEndPoint? address = null)
    {
        _behaviour = behaviour;
        _listener = new(address ?? new(IPAddress.Loopback, 0));
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What clients said, over all connections, inside TLS with the prefix "TLS ".</summary>
    public ConcurrentQueue<string> Commands { get; } = new();

    /// <summary>The SNI names that clients sent.</summary>
    public ConcurrentQueue<string> ServerNames { get; } = new();

    /// <summary>What the server does.</summary>
    public sealed record Behaviour
    {
        public SslStreamCertificateContext? Certificate { get; init; }

        public bool Implicit { get; init; }

        /// <summary>Lines without line end; null: hang up. An empty list: say nothing.</summary>
        public IReadOnlyList<string>? Greeting { get; init; } = ["220 mail.example.com ESMTP"];

        public IReadOnlyList<string>? Capabilities { get; init; } = ["250-mail.example.com", "250-PIPELINING", "250-STARTTLS", "250 SIZE 1000"];

        public IReadOnlyList<string>? CapabilitiesInTls { get; init; } = ["250-mail.example.com", "250-AUTH PLAIN LOGIN", "250 SIZE 1000"];

        public IReadOnlyList<string>? StartTlsReply { get; init; } = ["220 2.0.0 Ready to start TLS"];

        /// <summary>Sent as they are instead of a handshake.</summary>
        public byte[]? InsteadOfHandshake { get; init; }

        public IReadOnlyList<string>? QuitReply { get; init; } = ["221 2.0.0 Bye"];
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await ServeAsync(client);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            await using var plain = client.GetStream();
            if (_behaviour.Implicit)
                await SecureAsync(plain);
            else if (await SayAsync(plain, _behaviour.Greeting))
                await ConverseAsync(plain, secure: false);
        }
        catch (Exception exception) when (exception is IOException or AuthenticationException)
        {
        }
    }

    private async Task ConverseAsync(Stream stream, bool secure)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        while (await reader.ReadLineAsync(_stop.Token) is { } command)
        {
            Commands.Enqueue((secure ? "TLS " : "") + command);
            switch (command.Split(' ')[0])
            {
                case "EHLO":
                    if (!await SayAsync(stream, secure ? _behaviour.CapabilitiesInTls : _behaviour.Capabilities))
                        return;
                    break;
                case "STARTTLS":
                    if (!await SayAsync(stream, _behaviour.StartTlsReply))
                        return;
                    if (_behaviour.StartTlsReply is ["220 2.0.0 Ready to start TLS"])
                    {
                        await SecureAsync(stream);
                        return;
                    }

                    break;
                case "QUIT":
                    await SayAsync(stream, _behaviour.QuitReply);
                    if (_behaviour.QuitReply is [])
                        break;
                    return;
                default:
                    await SayAsync(stream, ["500 5.5.2 Error"]);
                    break;
            }
        }
    }

    private async Task SecureAsync(Stream plain)
    {
        if (_behaviour.InsteadOfHandshake is { } bytes)
        {
            await plain.WriteAsync(bytes, _stop.Token);
            if (bytes.Length == 0)
                await Task.Delay(Timeout.Infinite, _stop.Token);
            return;
        }

        await using var secure = new SslStream(plain);
        await secure.AuthenticateAsServerAsync(
            (_, hello, _, _) =>
            {
                ServerNames.Enqueue(hello.ServerName);
                return ValueTask.FromResult(new SslServerAuthenticationOptions { ServerCertificateContext = _behaviour.Certificate });
            },
            null,
            _stop.Token);
        if (_behaviour.Implicit && !await SayAsync(secure, _behaviour.Greeting))
            return;
        await ConverseAsync(secure, secure: true);
    }

    private async Task<bool> SayAsync(Stream stream, IReadOnlyList<string>? lines)
    {
        if (lines is null)
            return false;
        if (lines.Count > 0)
            await stream.WriteAsync(Encoding.Latin1.GetBytes(string.Join("\r\n", lines) + "\r\n"), _stop.Token);
        return true;
    }
}
