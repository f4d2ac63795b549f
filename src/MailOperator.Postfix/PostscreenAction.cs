namespace MailOperator.Postfix;

/// <summary>What postscreen(8) does with a client that fails a test.</summary>
public enum PostscreenAction
{
    /// <summary>The log says so, and the client is passed on all the same. The default, as it is of Postfix.</summary>
    Ignore,

    /// <summary>Mail is refused with 550, after sender and recipient have been told, which are logged.</summary>
    Enforce,

    /// <summary>The connection is ended at once with 521.</summary>
    Drop,
}
