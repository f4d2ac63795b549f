namespace MailOperator.Api;

/// <summary>What every listener has.</summary>
public interface IListener
{
    /// <summary>Whether the listener is served.</summary>
    bool Enabled { get; }

    /// <summary>The TCP port.</summary>
    int Port { get; }

    /// <summary>How TLS begins.</summary>
    TlsMode TlsMode { get; }

    /// <summary>Protocol versions and ciphers; those of the whole server when absent.</summary>
    TlsProfile? Profile { get; }

    /// <summary>How much is taken at once, and from one client.</summary>
    ListenerLimitsSpec Limits { get; }
}
