using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace MailOperator.Wire;

/// <summary>
/// A server that takes any mail and any password, in plaintext, or from the first byte in TLS, when it asks for a client certificate. It
/// remembers what it is told and shown.
/// </summary>
public sealed class StandInServer : IAsyncDisposable
{
    public const int Port = 2626;

    private readonly ConcurrentQueue<string> _commands = [];
    private readonly Socket _listener;
    private readonly X509Certificate2? _certificate;
    private readonly Task _running;

    private StandInServer(Socket listener, X509Certificate2? certificate)
    {
        _listener = listener;
        _certificate = certificate;
        _running = Run();
    }

    /// <summary>All lines of all clients.</summary>
    public IReadOnlyList<string> Commands => [.. _commands];

    /// <summary>SHA-256 of the last client certificate that was shown; null when there was none.</summary>
    public string? ShownFingerprint { get; private set; }

    /// <summary>Listens in the network of a server, on the address of <see cref="TestCertificates.Host"/>.</summary>
    public static StandInServer Beside(RealPostfix postfix, X509Certificate2? certificate = null) =>
        new(NetworkNamespace.Listen(postfix.ProcessInside, new IPEndPoint(RealPostfix.Stranger, Port)), certificate);

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _running;
    }

    private async Task Run()
    {
        while (true)
        {
            try
            {
                using var client = await _listener.AcceptAsync();
                await Serve(await Secured(new NetworkStream(client)));
            }
            catch (Exception end) when (end is ObjectDisposedException or SocketException { SocketErrorCode: SocketError.OperationAborted })
            {
                return;
            }
            catch (Exception lost) when (lost is IOException or SocketException or AuthenticationException)
            {
                // The next client may be more patient.
            }
        }
    }

    private async Task<Stream> Secured(NetworkStream stream)
    {
        if (_certificate is null)
            return stream;
        var tls = new SslStream(stream);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
        {
            ServerCertificate = _certificate,
            ClientCertificateRequired = true,
#pragma warning disable CA5359 // What the client shows is looked at by the test.
            RemoteCertificateValidationCallback = (_, shown, _, _) =>
#pragma warning restore CA5359
            {
                ShownFingerprint = shown is null ? null : Convert.ToHexStringLower(SHA256.HashData(shown.GetRawCertData()));
                return true;
            },
        });
        return tls;
    }

    private async Task Serve(Stream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII);
        await using var writer = new StreamWriter(stream, Encoding.ASCII) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 plain.example ESMTP");
        var inData = false;
        while (await reader.ReadLineAsync() is { } line)
        {
            _commands.Enqueue(line);
            var reply = inData ? line == "." ? "250 taken" : null
                : line.StartsWith("EHLO", StringComparison.Ordinal) ? "250-plain.example\r\n250 AUTH PLAIN LOGIN"
                : line.StartsWith("AUTH", StringComparison.Ordinal) ? "235 welcome"
                : line == "DATA" ? "354 go on"
                : line == "QUIT" ? "221 bye" : "250 fine";
            inData = inData ? line != "." : line == "DATA";
            if (reply is not null)
                await writer.WriteLineAsync(reply);
            if (reply == "221 bye")
                return;
        }
    }
}
