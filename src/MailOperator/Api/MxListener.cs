using MailOperator.Api.Schema;

namespace MailOperator.Api;

/// <summary>Mail from other servers (SMTP, RFC 5321), usually port 25. Never with AUTH.</summary>
public sealed record MxListener : IListener
{
    /// <summary>Whether the listener is served.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The TCP port, in the pod and on the Service.</summary>
    [RangeMinimum(1)]
    [RangeMaximum(65535)]
    public int Port { get; init; } = 25;

    /// <summary>Opportunistic offers STARTTLS. Required refuses mail without it, which RFC 3207 section 4 forbids on a public MX:
    /// it needs network.allowFrom.mx.</summary>
    [AllowedValues("Opportunistic", "Required")]
    public TlsMode TlsMode { get; init; } = TlsMode.Opportunistic;

    /// <summary>Protocol versions and ciphers here; spec.tls.profile when absent. Not Modern.</summary>
    public TlsProfile? Profile { get; init; }

    /// <summary>How much is taken at once, and from one client.</summary>
    public ListenerLimitsSpec Limits { get; init; } = new();

    /// <summary>Tests that clients go through before smtpd takes them.</summary>
    public PostscreenSpec Postscreen { get; init; } = new();
}
