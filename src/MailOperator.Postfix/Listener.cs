using MailOperator.Postfix.Configuration;

namespace MailOperator.Postfix;

/// <summary>A port on which <c>smtpd</c> listens, or <c>postscreen</c> for it.</summary>
/// <param name="Name">What the listener is for.</param>
/// <param name="Port">The TCP port, 1 to 65535.</param>
/// <param name="Mode">How TLS begins. Submission never goes below <see cref="TlsMode.Required"/>, whatever is said here.</param>
public sealed record Listener(ListenerName Name, int Port, TlsMode Mode)
{
    /// <summary>Protocol versions and ciphers here, or null: those of the whole server.</summary>
    public TlsProfile? Profile { get; init; }

    /// <summary>How much is taken at once, and from one client.</summary>
    public ListenerLimits Limits { get; init; } = new();

    /// <summary>What is asked of users beside AUTH; of no effect on mx.</summary>
    public SubmissionRestrictions Restrictions { get; init; } = new();

    /// <summary><c>smtpd_reject_unlisted_recipient</c> on submission: recipients here must exist. Default no.</summary>
    public bool RejectUnlistedRecipient { get; init; }

    /// <summary>
    /// <c>smtpd_hide_client_session</c> on submission, from Postfix 3.10 on: the Received header does not tell of the user. Default no.
    /// </summary>
    public bool HideClientSession { get; init; }

    /// <summary>What clients go through before smtpd takes them, on mx; null for nothing, and of no effect elsewhere.</summary>
    public Postscreen? Postscreen { get; init; }

    /// <summary>Whether users submit mail here, and so may authenticate.</summary>
    public bool IsSubmission => Name is ListenerName.Submission or ListenerName.Submissions;

    /// <summary>The service of master.cf that listens on a port: Postfix knows some names itself (<c>known_tcp_ports</c>).</summary>
    public static string ServiceName(int port) => port switch
    {
        25 => "smtp",
        465 => "submissions",
        587 => "submission",
        _ => Word.Of(port),
    };

    /// <summary>
    /// The mode that is rendered: <see cref="Mode"/>, or <see cref="TlsMode.Required"/> where submission was asked for without TLS,
    /// since a password must never be taken over plaintext.
    /// </summary>
    public TlsMode EffectiveMode => IsSubmission && Mode == TlsMode.Opportunistic ? TlsMode.Required : Mode;
}
