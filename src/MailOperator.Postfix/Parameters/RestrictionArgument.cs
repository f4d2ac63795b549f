namespace MailOperator.Postfix.Parameters;

/// <summary>What stands behind the name of a restriction.</summary>
public enum RestrictionArgument
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A table, <c>type:name</c>, whose results are actions of access(5).</summary>
    Table,

    /// <summary>The domain of a list in DNS, with the replies that count if need be.</summary>
    Domain,

    /// <summary>A policy service, <c>inet:host:port</c> or <c>unix:path</c>, in braces with its settings.</summary>
    Service,

    /// <summary>Seconds.</summary>
    Number,
}
