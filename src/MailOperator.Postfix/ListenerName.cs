namespace MailOperator.Postfix;

/// <summary>The three services of a mail server that speak SMTP over TLS.</summary>
public enum ListenerName
{
    /// <summary>Mail from other servers, port 25 (RFC 5321).</summary>
    Mx,

    /// <summary>Mail from users, port 587, STARTTLS (RFC 6409).</summary>
    Submission,

    /// <summary>Mail from users, port 465, TLS from the first byte (RFC 8314, section 3.3). Older guides call it <c>smtps</c>.</summary>
    Submissions,
}
