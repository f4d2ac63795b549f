namespace MailOperator.Postfix;

/// <summary>A port on which <c>smtpd</c> listens.</summary>
/// <param name="Name">What the listener is for.</param>
/// <param name="Port">The TCP port, 1 to 65535.</param>
/// <param name="Mode">How TLS begins. Submission never goes below <see cref="TlsMode.Required"/>, whatever is said here.</param>
public sealed record Listener(ListenerName Name, int Port, TlsMode Mode)
{
    /// <summary>Protocol versions and ciphers here, or null: those of the whole server.</summary>
    public TlsProfile? Profile { get; init; }

    /// <summary>Whether users submit mail here, and so may authenticate.</summary>
    public bool IsSubmission => Name is ListenerName.Submission or ListenerName.Submissions;

    /// <summary>
    /// The mode that is rendered: <see cref="Mode"/>, or <see cref="TlsMode.Required"/> where submission was asked for without TLS,
    /// since a password must never be taken over plaintext.
    /// </summary>
    public TlsMode EffectiveMode => IsSubmission && Mode == TlsMode.Opportunistic ? TlsMode.Required : Mode;
}
