namespace MailOperator.Postfix.Parameters;

/// <summary>What the value of a parameter is.</summary>
public enum ParameterKind
{
    /// <summary>Anything: a list, a name, a path, an expression.</summary>
    Text,

    /// <summary><c>yes</c> or <c>no</c>.</summary>
    Boolean,

    /// <summary>A whole number up to 2147483647.</summary>
    Integer,

    /// <summary>A whole number of 64 bits: sizes and limits of mail, mailboxes and the queue (mail_conf_long(3)).</summary>
    Long,

    /// <summary>A whole number and a unit: s, m, h, d or w.</summary>
    Time,
}
