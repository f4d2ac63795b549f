using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using MailOperator.Postfix.Certificates.Chains;
using MailOperator.Postfix.Probe.Dialogue;
using MailOperator.Postfix.Probe.Verification;

namespace MailOperator.Postfix.Probe;

/// <summary>One dialogue with one listener. What was learnt so far stands in <see cref="Report"/> at any moment.</summary>
internal sealed class ProbeSession(ProbeTarget target, ProbeOptions options, TimeProvider clock) : IAsyncDisposable
{
    // Beyond the verdict, a server need not be waited for.
    private static readonly TimeSpan FarewellTimeout = TimeSpan.FromSeconds(1);

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private Stream? _stream;

    /// <summary>What is known.</summary>
    public ProbeReport Report { get; private set; } = new()
    {
        Target = target,
        Outcome = ProbeOutcome.Unreachable,
        Message = "not begun",
        Elapsed = TimeSpan.Zero,
    };

    /// <summary>What is being waited for, in words.</summary>
    public string Waiting { get; private set; } = "";

    /// <summary>What a broken connection means at this point.</summary>
    public ProbeOutcome OutcomeOfFailure { get; private set; } = ProbeOutcome.Unreachable;

    /// <summary>Holds the dialogue.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        Waiting = $"connecting to {target.Host} port {target.Port}";
        await _socket.ConnectAsync(target.Host, target.Port, cancellationToken);
        _stream = new NetworkStream(_socket, ownsSocket: false);
        if (target.ProxyProtocol)
        {
            var header = ProxyHeader.Of((IPEndPoint)_socket.LocalEndPoint!, (IPEndPoint)_socket.RemoteEndPoint!);
            await _stream.WriteAsync(header, cancellationToken);
        }

        if (target.EffectiveHandshake == Handshake.StartTls && !await StartTlsAsync(cancellationToken))
            return;

        var secure = await HandshakeAsync(cancellationToken);
        await TalkInTlsAsync(new(secure), cancellationToken);
    }

    /// <summary>Ends the report with a failure.</summary>
    public ProbeReport Fail(ProbeOutcome outcome, string message)
    {
        Report = Report with { Outcome = outcome, Message = message };
        return Report;
    }

    public async ValueTask DisposeAsync()
    {
        if (_stream is not null)
            await _stream.DisposeAsync();
        _socket.Dispose();
    }

    // RFC 3207 section 4.
    private async Task<bool> StartTlsAsync(CancellationToken cancellationToken)
    {
        var plain = new SmtpConversation(_stream!);
        if (!await GreetAsync(plain, cancellationToken)
            || await ListCapabilitiesAsync(plain, cancellationToken) is not { } capabilities)
        {
            return false;
        }

        Report = Report with { CapabilitiesBeforeTls = capabilities, AuthOfferedBeforeTls = Capabilities.Offer(capabilities, "AUTH") };
        if (!Capabilities.Offer(capabilities, "STARTTLS"))
            return await RefuseAsync(plain, ProbeOutcome.NoTls, "STARTTLS is not offered", cancellationToken);

        Waiting = "the reply to STARTTLS";
        OutcomeOfFailure = ProbeOutcome.TlsRefused;
        var reply = await plain.AskAsync("STARTTLS", cancellationToken);
        if (reply is not { Code: 220 })
            return await RefuseAsync(plain, ProbeOutcome.TlsRefused, $"STARTTLS was refused: {Quote(reply)}", cancellationToken);
        if (plain.HasUnreadBytes)
        {
            Fail(
                ProbeOutcome.HandshakeFailed,
                "more plaintext followed the reply to STARTTLS: the server, or somebody before it, injects replies");
            return false;
        }

        return true;
    }

    private async Task<SslStream> HandshakeAsync(CancellationToken cancellationToken)
    {
        Waiting = "the TLS handshake";
        OutcomeOfFailure = ProbeOutcome.HandshakeFailed;
        var served = new ServedChain();
        var verification = new ClientVerification(options.TrustedRoots, clock.GetUtcNow());
        var secure = new SslStream(_stream!, leaveInnerStreamOpen: false);
        _stream = secure;
        try
        {
            var handshake = new SslClientAuthenticationOptions
            {
                TargetHost = HostName.TryNormalise(target.ServerName) ?? target.ServerName,
#pragma warning disable CA5359 // A probe must see bad certificates too; ServedChain says why that is harmless.
                RemoteCertificateValidationCallback = served.Record,
#pragma warning restore CA5359
                CertificateChainPolicy = verification.Policy(),
                CipherSuitesPolicy = OfferedCiphers.Policy,
                // A resumed session would show no certificates.
                AllowTlsResume = false,
            };
            if (target.Anonymous)
                AnonymousTls.AskFor(handshake);
            await secure.AuthenticateAsClientAsync(handshake, cancellationToken);
        }
        finally
        {
            Describe(served, verification);
        }

        Report = Report with { Protocol = Name(secure.SslProtocol), Cipher = secure.NegotiatedCipherSuite.ToString() };
        return secure;
    }

    private void Describe(ServedChain served, ClientVerification verification)
    {
        if (served.Certificates.Count == 0)
            return;
        var chain = served.Describe();
        Report = Report with
        {
            Chain = chain,
            Fingerprint = chain.Count > 0 ? chain[0].Fingerprint : null,
            NotAfter = chain.Count > 0 ? chain[0].NotAfter : null,
            DnsNames = ParsedCertificate.TryRead(served.Certificates[0])?.Names.DnsNames ?? [],
            VerificationError = verification.FindError(served.Certificates, target.ServerName),
        };
    }

    // In TLS 1.3 a client has finished before the server has agreed: only an answer inside TLS proves the handshake.
    private async Task TalkInTlsAsync(SmtpConversation secure, CancellationToken cancellationToken)
    {
        if (target.EffectiveHandshake == Handshake.Implicit && !await GreetAsync(secure, cancellationToken))
            return;
        if (options.AskCapabilities)
        {
            if (await ListCapabilitiesAsync(secure, cancellationToken) is not { } capabilities)
                return;
            Report = Report with { CapabilitiesInTls = capabilities };
        }

        if (target.EffectiveHandshake == Handshake.Implicit || options.AskCapabilities)
            await QuitAsync(secure, cancellationToken);
        else if (!await ProveByQuitAsync(secure, cancellationToken))
            return;
        Report = Report with { Outcome = ProbeOutcome.Served, Message = $"served with {Report.Protocol} and {Report.Cipher}" };
    }

    private async Task<bool> ProveByQuitAsync(SmtpConversation secure, CancellationToken cancellationToken)
    {
        Waiting = "the reply to QUIT inside TLS";
        var reply = await secure.AskAsync("QUIT", cancellationToken);
        if (reply is { IsSmtp: true })
            return true;
        Fail(reply is null ? ProbeOutcome.HandshakeFailed : ProbeOutcome.NotSmtp, $"no SMTP after the handshake: {Quote(reply)}");
        return false;
    }

    private async Task<bool> GreetAsync(SmtpConversation conversation, CancellationToken cancellationToken)
    {
        Waiting = "the greeting";
        var greeting = await conversation.ReadReplyAsync(cancellationToken);
        if (greeting is { Code: 220 })
            return true;
        if (greeting is null)
            Fail(OutcomeOfFailure, $"no greeting: {Quote(greeting)}");
        else
            await RefuseAsync(conversation, Kind(greeting), $"the greeting is {Quote(greeting)}", cancellationToken);
        return false;
    }

    private async Task<IReadOnlyList<string>?> ListCapabilitiesAsync(SmtpConversation conversation, CancellationToken cancellationToken)
    {
        Waiting = "the reply to EHLO";
        var reply = await conversation.AskAsync($"EHLO {options.ClientName}", cancellationToken);
        if (reply is { Code: 250 })
            return Capabilities.Read(reply);
        if (reply is null)
            Fail(OutcomeOfFailure, $"no reply to EHLO: {Quote(reply)}");
        else
            await RefuseAsync(conversation, Kind(reply), $"the reply to EHLO is {Quote(reply)}", cancellationToken);
        return null;
    }

    private async Task<bool> RefuseAsync(
        SmtpConversation conversation, ProbeOutcome outcome, string message, CancellationToken cancellationToken)
    {
        Fail(outcome, message);
        await QuitAsync(conversation, cancellationToken);
        return false;
    }

    // Politeness: whatever comes of it, the verdict stands.
    private async Task QuitAsync(SmtpConversation conversation, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(FarewellTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            await conversation.AskAsync("QUIT", either.Token);
        }
        catch (Exception exception) when (
            exception is OperationCanceledException or IOException or SocketException or AuthenticationException)
        {
            // The server was faster to hang up.
        }
    }

    private static ProbeOutcome Kind(SmtpReply reply) => reply.IsSmtp ? ProbeOutcome.Refused : ProbeOutcome.NotSmtp;

    private static string Quote(SmtpReply? reply) => reply is null ? "the connection was closed" : reply.Quote();

    private static string Name(SslProtocols protocol) => protocol switch
    {
        SslProtocols.Tls13 => "TLSv1.3",
        SslProtocols.Tls12 => "TLSv1.2",
        _ => protocol.ToString(),
    };
}
