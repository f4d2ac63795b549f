using MailOperator.Api.Schema;

namespace MailOperator.Api;

/// <summary>Mail from users with implicit TLS (RFC 8314), usually port 465.</summary>
public sealed record SubmissionsListener : IListener
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
}
