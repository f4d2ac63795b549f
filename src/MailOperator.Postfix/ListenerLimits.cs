namespace MailOperator.Postfix;

/// <summary>
/// How much a listener takes at once, and from one client. Rates count over a minute (<c>anvil_rate_time_unit</c>); networks that are
/// trusted are not limited (<c>smtpd_client_event_limit_exceptions</c>). Null leaves the default of Postfix, 0 is no limit.
/// </summary>
public sealed record ListenerLimits
{
    /// <summary>The most processes, and so sessions, at once: the column <c>maxproc</c> of master.cf. Default of Postfix: 100.</summary>
    public int? Processes { get; init; }

    /// <summary><c>smtpd_client_connection_count_limit</c>: sessions of one client at once. Default of Postfix: 50.</summary>
    public int? ConnectionsPerClient { get; init; }

    /// <summary><c>smtpd_client_connection_rate_limit</c>. Default of Postfix: none.</summary>
    public int? ConnectionsPerMinute { get; init; }

    /// <summary><c>smtpd_client_auth_rate_limit</c>: AUTH commands, on submission. Default of Postfix: none.</summary>
    public int? AuthAttemptsPerMinute { get; init; }

    /// <summary><c>smtpd_client_new_tls_session_rate_limit</c>: handshakes that resume no session. Default of Postfix: none.</summary>
    public int? NewTlsSessionsPerMinute { get; init; }

    /// <summary><c>smtpd_client_message_rate_limit</c>: MAIL commands. Default of Postfix: none.</summary>
    public int? MessagesPerMinute { get; init; }

    /// <summary><c>smtpd_client_recipient_rate_limit</c>: RCPT commands. Default of Postfix: none.</summary>
    public int? RecipientsPerMinute { get; init; }
}
