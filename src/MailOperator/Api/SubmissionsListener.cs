using MailOperator.Api.Schema;

namespace MailOperator.Api;

/// <summary>Mail from users with implicit TLS (RFC 8314), usually port 465.</summary>
public sealed record SubmissionsListener : ISubmissionListener
{
    /// <summary>Whether the listener is served. It needs authentication.</summary>
    public bool Enabled { get; init; }

    /// <summary>The TCP port, in the pod and on the Service.</summary>
    [RangeMinimum(1)]
    [RangeMaximum(65535)]
    public int Port { get; init; } = 465;

    /// <summary>Implicit: TLS from the first byte, also called wrapper mode.</summary>
    [AllowedValues("Implicit")]
    public TlsMode TlsMode { get; init; } = TlsMode.Implicit;

    /// <summary>Protocol versions and ciphers here; spec.tls.profile when absent.</summary>
    public TlsProfile? Profile { get; init; }

    /// <summary>How much is taken at once, and from one client.</summary>
    public SubmissionLimitsSpec Limits { get; init; } = new();

    ListenerLimitsSpec IListener.Limits => Limits;

    /// <summary>What is asked of users beside AUTH.</summary>
    public RestrictionsSpec Restrictions { get; init; } = new();

    /// <summary>Whether recipients of the server's own domains must exist (smtpd_reject_unlisted_recipient).</summary>
    public bool RejectUnlistedRecipient { get; init; }

    /// <summary>Whether the Received header leaves out the user's address, name and session (smtpd_hide_client_session). Needs Postfix
    /// 3.10.</summary>
    public bool HideClientSession { get; init; }
}
