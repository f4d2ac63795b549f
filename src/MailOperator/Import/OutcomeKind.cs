namespace MailOperator.Import;

/// <summary>What becomes of a line of an existing configuration.</summary>
public enum OutcomeKind
{
    /// <summary>A field of the resource says the same.</summary>
    Typed,

    /// <summary>It stands in <c>spec.postfix.mainCf</c> as it is.</summary>
    Carried,

    /// <summary>Postfix or the operator does so anyway.</summary>
    Default,

    /// <summary>Postfix does nothing with it, or nobody should want it any more.</summary>
    Obsolete,

    /// <summary>The resource cannot say it.</summary>
    NotRepresentable,
}
