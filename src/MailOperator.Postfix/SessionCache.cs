namespace MailOperator.Postfix;

/// <summary>Where sessions are kept that clients may resume, TLS_README, "Server-side TLS session cache".</summary>
public enum SessionCache
{
    /// <summary>In tickets, which clients keep.</summary>
    Tickets,

    /// <summary>In a database too, for clients without tickets.</summary>
    Database,
}
