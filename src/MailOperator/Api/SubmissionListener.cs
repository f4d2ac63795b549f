using MailOperator.Api.Schema;

namespace MailOperator.Api;

/// <summary>Mail from users with STARTTLS (RFC 6409), usually port 587.</summary>
public sealed record SubmissionListener : IListener
{
    /// <summary>Whether the listener is served. It needs authentication.</summary>
    public bool Enabled { get; init; }

    /// <summary>The TCP port, in the pod and on the Service.</summary>
    [RangeMinimum(1)]
    [RangeMaximum(65535)]
    public int Port { get; init; } = 587;

    /// <summary>Required: no AUTH and no mail before STARTTLS.</summary>
    [AllowedValues("Required")]
    public TlsMode TlsMode { get; init; } = TlsMode.Required;

    /// <summary>Protocol versions and ciphers here; spec.tls.profile when absent.</summary>
    public TlsProfile? Profile { get; init; }
}
