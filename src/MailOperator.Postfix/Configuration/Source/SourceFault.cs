namespace MailOperator.Postfix.Configuration.Source;

/// <summary>What is wrong with the text of main.cf or master.cf, whatever its names and values mean.</summary>
public enum SourceFault
{
    /// <summary>A byte order mark: to Postfix, part of the first word.</summary>
    ByteOrderMark,

    /// <summary>A line ends with a carriage return: white space to Postfix, but it stays within a value that goes on.</summary>
    CarriageReturn,

    /// <summary>A null byte: Postfix reads nothing behind it until the next logical line.</summary>
    NullByte,

    /// <summary>A line that continues nothing: Postfix passes it over.</summary>
    StrayContinuation,

    /// <summary>Nothing before <c>=</c>. Fatal in main.cf; an option of master.cf is lost.</summary>
    MissingName,

    /// <summary>A name without <c>=</c>. Fatal in main.cf; an option of master.cf is lost.</summary>
    MissingEquals,

    /// <summary>A parameter that is set again below with another value.</summary>
    Overridden,

    /// <summary>A word of main.cf that begins with <c>#</c>: it is part of the value.</summary>
    CommentInValue,

    /// <summary>A service with fewer than eight fields. Fatal.</summary>
    TooFewFields,

    /// <summary>A field of a service with a word that it cannot have. Fatal.</summary>
    BadField,

    /// <summary>A service of type inet that is private. Fatal to master(8), not to postconf(1).</summary>
    PrivateInternetService,

    /// <summary>A <c>{</c> that is not closed. Fatal to master(8), not to postconf(1).</summary>
    UnclosedBrace,

    /// <summary>Text right behind the <c>}</c> of an argument. Fatal to master(8), not to postconf(1).</summary>
    TextAfterBrace,

    /// <summary>An option that is written together with what follows: postconf(1) may read another name than Postfix.</summary>
    GluedOption,

    /// <summary>A <c>-o</c> with nothing behind it.</summary>
    MissingOption,

    /// <summary>A word that is no option, where the program takes options only: the program ends on it.</summary>
    UnexpectedWord,
}
