using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace MailOperator.Wire;

/// <summary>A client that says what it is told and returns what the server replies. It believes any certificate.</summary>
public sealed class SmtpSession : IAsyncDisposable
{
    private static readonly TimeSpan ReplyDeadline = TimeSpan.FromSeconds(20);

    private readonly Socket _socket;
    private Stream _stream;
    private readonly byte[] _read = new byte[4096];
    private X509Certificate2? _certificate;
    private int _next;
    private int _end;

    private SmtpSession(Socket socket)
    {
        _socket = socket;
        _stream = new NetworkStream(socket, ownsSocket: true);
    }

    /// <summary>The TLS layer, null in plaintext.</summary>
    public SslStream? Tls => _stream as SslStream;

    /// <summary>What the server said first.</summary>
    public string Greeting { get; private set; } = "";

    /// <summary>Begins in plaintext, and reads the greeting.</summary>
    public static async Task<SmtpSession> Open(Socket socket)
    {
        var session = await OpenAny(socket);
        Assert.StartsWith("220 ", session.Greeting, StringComparison.Ordinal);
        return session;
    }

    /// <summary>The same, whatever the greeting is.</summary>
    public static async Task<SmtpSession> OpenAny(Socket socket)
    {
        var session = new SmtpSession(socket);
        session.Greeting = await session.Reply();
        return session;
    }

    /// <summary>Begins with TLS, and reads the greeting.</summary>
    public static async Task<SmtpSession> OpenTls(Socket socket)
    {
        var session = new SmtpSession(socket);
        await session.Handshake();
        Assert.StartsWith("220 ", await session.Reply(), StringComparison.Ordinal);
        return session;
    }

    /// <summary>Begins without reading the greeting inside TLS, with a certificate of the client or none.</summary>
    public static async Task<SmtpSession> Begin(Socket socket, bool encrypted, X509Certificate2? certificate)
    {
        var session = new SmtpSession(socket) { _certificate = certificate };
        if (encrypted)
            await session.Handshake();
        else
            await session.Reply();
        return session;
    }

    /// <summary>STARTTLS, the handshake, and EHLO again; the reply to it.</summary>
    public async Task<string> StartTls()
    {
        Assert.StartsWith("220 ", await Say("STARTTLS"), StringComparison.Ordinal);
        await Handshake();
        return await Say("EHLO client.example.net");
    }

    /// <summary>A command and its reply, all lines of it.</summary>
    public async Task<string> Say(string command)
    {
        await _stream.WriteAsync(Encoding.ASCII.GetBytes(command + "\r\n"));
        return await Reply();
    }

    /// <summary>Commands at once, as PIPELINING allows (RFC 2920), and the reply to each.</summary>
    public async Task<IReadOnlyList<string>> SayAll(IReadOnlyList<string> commands)
    {
        await _stream.WriteAsync(Encoding.ASCII.GetBytes(string.Concat(commands.Select(command => command + "\r\n"))));
        var replies = new List<string>();
        foreach (var _ in commands)
            replies.Add(await Reply());
        return replies;
    }

    /// <summary>AUTH PLAIN (RFC 4616) and its reply.</summary>
    public Task<string> AuthPlain(string user, string password) => Say("AUTH PLAIN " + Base64($"\0{user}\0{password}"));

    /// <summary>AUTH LOGIN and its last reply.</summary>
    public async Task<string> AuthLogin(string user, string password)
    {
        Assert.StartsWith("334 ", await Say("AUTH LOGIN"), StringComparison.Ordinal);
        Assert.StartsWith("334 ", await Say(Base64(user)), StringComparison.Ordinal);
        return await Say(Base64(password));
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    /// <summary>The TLS handshake, after STARTTLS.</summary>
    public async Task Handshake()
    {
#pragma warning disable CA5359 // The certificate is the test's own; what it is worth is not in question here.
        var tls = new SslStream(_stream, leaveInnerStreamOpen: false, (_, _, _, _) => true);
#pragma warning restore CA5359
        _stream = tls;
        using var deadline = new CancellationTokenSource(ReplyDeadline);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = TestCertificates.Host,
            // A resumed session counts as none that is new.
            AllowTlsResume = false,
            ClientCertificates = _certificate is null ? null : [_certificate],
            // .NET offers only what matches the names that the server sends; Postfix sends those of its authorities.
            LocalCertificateSelectionCallback = _certificate is null ? null : (_, _, _, _, _) => _certificate,
        }, deadline.Token);
    }

    /// <summary>A reply, all lines of it.</summary>
    public async Task<string> Reply()
    {
        using var deadline = new CancellationTokenSource(ReplyDeadline);
        var reply = new StringBuilder();
        while (true)
        {
            var line = await Line(deadline.Token);
            reply.Append(line).Append('\n');
            if (line.Length < 4 || line[3] != '-')
                return reply.ToString();
        }
    }

    private async Task<string> Line(CancellationToken cancellation)
    {
        var line = new StringBuilder();
        while (_next < _end || await Fill(cancellation))
        {
            var octet = _read[_next++];
            if (octet == '\n')
                return line.ToString().TrimEnd('\r');
            line.Append((char)octet);
        }
        throw new IOException($"The server closed the connection after '{line}' ({_socket.RemoteEndPoint}).");
    }

    private async Task<bool> Fill(CancellationToken cancellation)
    {
        (_next, _end) = (0, await _stream.ReadAsync(_read, cancellation));
        return _end > 0;
    }
}
