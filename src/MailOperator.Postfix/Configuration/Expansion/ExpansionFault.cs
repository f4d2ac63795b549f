namespace MailOperator.Postfix.Configuration.Expansion;

/// <summary>Why a value does not expand, or not as meant.</summary>
public enum ExpansionFault
{
    /// <summary>A reference or condition that cannot be read. Postfix ends on it.</summary>
    Malformed,

    /// <summary>A parameter that nothing sets: Postfix puts nothing in its place.</summary>
    Undefined,

    /// <summary>References that go round, or are nested more than a hundred times. Postfix ends on it.</summary>
    TooDeep,

    /// <summary>The result, or the work for it, has no reasonable bound. Postfix would try.</summary>
    TooLong,
}
