namespace MailOperator.Postfix.Parameters;

/// <summary>What is wrong with a parameter of main.cf.</summary>
public enum ParameterFault
{
    /// <summary>postconf(5) has no such parameter.</summary>
    Unknown,

    /// <summary>Another release of Postfix has it, this one does not.</summary>
    NotInVersion,

    /// <summary>A typed field of the resource, or the operator, sets it.</summary>
    Owned,

    /// <summary>It would break what the server promises: closed relay, no plaintext AUTH, no key in the log, no foreign code.</summary>
    Refused,

    /// <summary>Postfix takes it and does nothing with it.</summary>
    Ignored,

    /// <summary>Postfix takes it and says that it will go.</summary>
    Deprecated,

    /// <summary>The value refers to a parameter that nothing sets.</summary>
    Undefined,

    /// <summary>The value cannot be what is meant: not one line, not a number, an unknown reference.</summary>
    Malformed,
}
