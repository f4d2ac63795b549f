namespace MailOperator.Postfix;

/// <summary>
/// What is done with lines that end in LF alone: <c>smtpd_forbid_bare_newline</c>. In each case only CRLF.CRLF ends a message, so that
/// none can be smuggled within another.
/// </summary>
public enum BareNewline
{
    /// <summary>Such lines are taken as if they ended in CRLF. The default.</summary>
    Normalize,

    /// <summary>The same, and the log says so when the client has gone. From Postfix 3.9 on.</summary>
    Note,

    /// <summary>The client is refused.</summary>
    Reject,
}
