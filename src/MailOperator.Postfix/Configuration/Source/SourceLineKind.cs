namespace MailOperator.Postfix.Configuration.Source;

/// <summary>What Postfix takes a line for (postconf(5), "the general format of the main.cf file").</summary>
public enum SourceLineKind
{
    /// <summary>Nothing but white space; it ends nothing.</summary>
    Blank,

    /// <summary>Its first character but white space is <c>#</c>; it ends nothing.</summary>
    Comment,

    /// <summary>The beginning of a logical line.</summary>
    Start,

    /// <summary>It begins with white space and goes on with the logical line above.</summary>
    Continuation,

    /// <summary>It begins with white space and there is no logical line above: Postfix passes it over.</summary>
    Stray,
}
